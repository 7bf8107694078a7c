//! Whether a server is who it says it is.
//!
//! The chain and the name are verified by webpki. What is added: a certificate that was given as an
//! authority may be the server's own, and what is not trusted is told as OpenSSL, and with it Node,
//! tells it.

use std::fmt;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::verify_server_name;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme};

use super::Fault;

/// Verifies chain and name.
#[derive(Debug)]
pub struct Trust {
    inner: Arc<WebPkiServerVerifier>,
    /// The certificates that were given as authorities.
    own: Vec<CertificateDer<'static>>,
}

impl Trust {
    pub fn new(
        roots: Arc<RootCertStore>,
        own: Vec<CertificateDer<'static>>,
        provider: Arc<CryptoProvider>,
    ) -> Result<Trust, Fault> {
        let inner = WebPkiServerVerifier::builder_with_provider(roots, provider)
            .build()
            .map_err(|error| Fault::setting(error.to_string()))?;
        Ok(Trust { inner, own })
    }
}

impl ServerCertVerifier for Trust {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified =
            self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        match verified {
            // webpki looks at the time before this.
            Err(Error::InvalidCertificate(error)) if is_of_authority(&error) => {
                if self.own.iter().any(|one| one.as_ref() == end_entity.as_ref()) {
                    verify_server_name(&ParsedCertificate::try_from(end_entity)?, server_name)?;
                    return Ok(ServerCertVerified::assertion());
                }
                Err(untrusted(end_entity, intermediates))
            }
            Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)) => {
                Err(untrusted(end_entity, intermediates))
            }
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// Whether what is wrong with a server's certificate is that it may sign others.
fn is_of_authority(error: &CertificateError) -> bool {
    let CertificateError::Other(OtherError(inner)) = error else { return false };
    matches!(inner.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity))
}

/// Why a chain leads to no authority that is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untrusted {
    SelfSigned,
    SelfSignedInChain,
    /// Only the server's certificate came, and its issuer is not known.
    Leaf,
    /// The issuer of the last certificate is not known.
    Chain,
}

impl fmt::Display for Untrusted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Untrusted::SelfSigned => "the certificate is signed by itself",
            Untrusted::SelfSignedInChain => "the certificate leads to an authority that is not trusted",
            Untrusted::Leaf | Untrusted::Chain => {
                "the certificate is signed by an authority that is not known"
            }
        })
    }
}

impl std::error::Error for Untrusted {}

fn untrusted(end_entity: &CertificateDer<'_>, intermediates: &[CertificateDer<'_>]) -> Error {
    let reason = reason(end_entity, intermediates).unwrap_or(Untrusted::Leaf);
    Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(reason))))
}

/// Follows the issuers.
fn reason(end_entity: &CertificateDer<'_>, intermediates: &[CertificateDer<'_>]) -> Option<Untrusted> {
    let leaf = webpki::EndEntityCert::try_from(end_entity).ok()?;
    if leaf.issuer() == leaf.subject() {
        return Some(Untrusted::SelfSigned);
    }
    // Each is read as one of its own would be: only the names are looked at.
    let others: Vec<_> =
        intermediates.iter().filter_map(|one| webpki::EndEntityCert::try_from(one).ok()).collect();
    let mut issuer = leaf.issuer();
    for followed in 0..=others.len() {
        match others.iter().find(|one| one.subject() == issuer) {
            Some(one) if one.issuer() == one.subject() => return Some(Untrusted::SelfSignedInChain),
            Some(one) => issuer = one.issuer(),
            None => return Some(if followed == 0 { Untrusted::Leaf } else { Untrusted::Chain }),
        }
    }
    Some(Untrusted::Chain)
}

/// Takes any certificate: what `rejectUnauthorized: false` asks for.
#[derive(Debug)]
pub struct Blind(pub Arc<CryptoProvider>);

impl ServerCertVerifier for Blind {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
