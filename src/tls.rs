//! TLS as a client wants it: whom to trust, how to present itself, and the settings made of that.
//!
//! Settings are kept for the whole process, so that a connection resumes the session of the one
//! before it. Files are read at each connect, and settings whose files have changed are made anew.
//! It owns the cache of settings and the system's roots, and it never shows a key.

use std::collections::HashMap;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use once_cell::sync::OnceCell;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion, version};
use serde::Deserialize;

mod fault;
mod session;
mod trust;

pub use fault::Fault;
pub use session::{Session, Stream, Unread, Waits};

use trust::{Blind, Trust};

/// What JavaScript says of TLS. Texts are PEM; a file is read in the place of a text.
#[derive(Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Facts {
    ca: Option<String>,
    ca_file: Option<String>,
    cert: Option<String>,
    cert_file: Option<String>,
    key: Option<String>,
    key_file: Option<String>,
    /// The name that is asked for and verified; empty for none that is asked for.
    servername: Option<String>,
    verify: bool,
    /// 2 or 3, of TLS 1.2 and 1.3.
    min_version: Option<u8>,
    max_version: Option<u8>,
    #[serde(default)]
    alpn: Vec<String>,
}

/// TLS to a server.
#[derive(Clone)]
pub struct Tls(Arc<Facts>);

/// The texts that settings are made of.
#[derive(PartialEq, Eq)]
struct Material {
    ca: Option<Vec<u8>>,
    cert: Option<Vec<u8>>,
    key: Option<Vec<u8>>,
}

struct Kept {
    material: Material,
    settings: Arc<ClientConfig>,
    used: Instant,
}

type Place = (Arc<Facts>, String, Option<u16>);

/// Settings by what they are for. Each server has its own, as the tickets of one are nothing to
/// another. Held by the I/O thread alone, while it makes settings.
static KEPT: Mutex<Option<HashMap<Place, Kept>>> = Mutex::new(None);

/// How many settings are kept.
const MOST: usize = 256;

impl Tls {
    pub fn new(facts: Facts) -> Tls {
        Tls(Arc::new(facts))
    }

    /// The beginning of a connection to this place.
    pub fn begin(&self, host: &str, port: Option<u16>) -> Result<Session, Fault> {
        let name = self.name(host)?;
        Session::new(self.settings(host, port)?, name)
    }

    /// The name that the certificate has to be made out to.
    fn name(&self, host: &str) -> Result<ServerName<'static>, Fault> {
        let asked = self.0.servername.as_deref().filter(|name| !name.is_empty());
        let name = asked.unwrap_or(host);
        match ServerName::try_from(name.to_string()) {
            Ok(name) => Ok(name),
            // Nobody looks at it.
            Err(_) if !self.0.verify => Ok(ServerName::IpAddress(std::net::Ipv4Addr::UNSPECIFIED.into())),
            Err(_) => {
                Err(Fault::setting(format!("\"{name}\" is no name that a certificate can be made out to")))
            }
        }
    }

    fn settings(&self, host: &str, port: Option<u16>) -> Result<Arc<ClientConfig>, Fault> {
        let facts = &self.0;
        let material = Material {
            ca: text(facts.ca.as_deref(), facts.ca_file.as_deref())?,
            cert: text(facts.cert.as_deref(), facts.cert_file.as_deref())?,
            key: text(facts.key.as_deref(), facts.key_file.as_deref())?,
        };
        let place = (facts.clone(), host.to_string(), port);
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.get_or_insert_default();
        if let Some(known) = kept.get_mut(&place).filter(|known| known.material == material) {
            known.used = Instant::now();
            return Ok(known.settings.clone());
        }
        let settings = Arc::new(facts.settings(&material)?);
        if kept.len() >= MOST && !kept.contains_key(&place) {
            let oldest = kept.iter().min_by_key(|(_, one)| one.used).map(|(place, _)| place.clone());
            oldest.map(|place| kept.remove(&place));
        }
        kept.insert(place, Kept { material, settings: settings.clone(), used: Instant::now() });
        Ok(settings)
    }
}

impl Facts {
    fn settings(&self, material: &Material) -> Result<ClientConfig, Fault> {
        let provider = Arc::new(ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider.clone())
            .with_protocol_versions(&self.versions())
            .map_err(|error| Fault::setting(error.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(self.verifier(material, provider)?);
        let mut settings = match (&material.cert, &material.key) {
            (Some(cert), Some(key)) => {
                let chain = certificates(cert, &self.source("cert", self.cert_file.as_deref()))?;
                let source = self.source("key", self.key_file.as_deref());
                let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| {
                    Fault::setting(format!("{source} holds no private key that is not encrypted"))
                })?;
                builder.with_client_auth_cert(chain, key).map_err(|error| match error {
                    rustls::Error::InconsistentKeys(_) => Fault::mismatch(),
                    _ => Fault::setting(format!("{source} can not be used: {error}")),
                })?
            }
            _ => builder.with_no_client_auth(),
        };
        settings.enable_sni = self.servername.as_deref() != Some("");
        settings.alpn_protocols = self.alpn.iter().map(|name| name.as_bytes().to_vec()).collect();
        Ok(settings)
    }

    fn versions(&self) -> Vec<&'static SupportedProtocolVersion> {
        match (self.min_version, self.max_version) {
            (Some(3), _) => vec![&version::TLS13],
            (_, Some(2)) => vec![&version::TLS12],
            _ => rustls::DEFAULT_VERSIONS.to_vec(),
        }
    }

    fn verifier(
        &self,
        material: &Material,
        provider: Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, Fault> {
        if !self.verify {
            return Ok(Arc::new(Blind(provider)));
        }
        let Some(ca) = &material.ca else {
            return Ok(Arc::new(Trust::new(system_roots()?, Vec::new(), provider)?));
        };
        let source = self.source("ca", self.ca_file.as_deref());
        let own = certificates(ca, &source)?;
        let mut roots = RootCertStore::empty();
        for one in &own {
            roots
                .add(one.clone())
                .map_err(|error| Fault::setting(format!("{source} can not be used: {error}")))?;
        }
        Ok(Arc::new(Trust::new(Arc::new(roots), own, provider)?))
    }

    /// What a person calls the place that a text came from.
    fn source(&self, name: &str, file: Option<&str>) -> String {
        file.map_or_else(|| format!("`tls.{name}`"), |file| format!("the file {file} (`{name}`)"))
    }
}

fn text(text: Option<&str>, file: Option<&str>) -> Result<Option<Vec<u8>>, Fault> {
    match (text, file) {
        (Some(text), _) => Ok(Some(text.as_bytes().to_vec())),
        (None, Some(file)) => match fs::read(file) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) => Err(Fault::setting(format!("the file {file} can not be read: {}", error.kind()))),
        },
        (None, None) => Ok(None),
    }
}

fn certificates(text: &[u8], source: &str) -> Result<Vec<CertificateDer<'static>>, Fault> {
    let found: Result<Vec<_>, pem::Error> = CertificateDer::pem_slice_iter(text).collect();
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => Err(Fault::setting(format!("{source} holds no certificate in PEM form"))),
    }
}

/// The authorities that the system trusts, and those that Node was told to trust beside its own.
/// They are read once.
fn system_roots() -> Result<Arc<RootCertStore>, Fault> {
    static ROOTS: OnceCell<Arc<RootCertStore>> = OnceCell::new();
    let roots = ROOTS.get_or_init(|| {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let extra = std::env::var_os("NODE_EXTRA_CA_CERTS").and_then(|file| fs::read(file).ok());
        if let Some(text) = extra {
            roots.add_parsable_certificates(CertificateDer::pem_slice_iter(&text).flatten());
        }
        Arc::new(roots)
    });
    if roots.is_empty() {
        let text = "this system has no certificates of authorities (the package ca-certificates, mostly): \
                    install them, or give `tls.ca` or REDIS_TLS_CA";
        return Err(Fault::setting(text.into()));
    }
    Ok(roots.clone())
}
