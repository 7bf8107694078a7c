//! What can go wrong with TLS, in the words of people and the codes of Node.

use rustls::{AlertDescription, CertificateError, Error, OtherError};

use super::trust::Untrusted;
use crate::error::{Failure, Kind};

/// A fault of TLS, without the place where it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    code: String,
    text: String,
    /// Only another configuration or another certificate helps.
    lasting: bool,
}

impl Fault {
    /// Settings that can not be used.
    pub fn setting(text: String) -> Fault {
        Fault { code: "ERR_REDIS_TLS".into(), text, lasting: true }
    }

    pub fn mismatch() -> Fault {
        let text = "the private key does not belong to the client's certificate";
        Fault { code: "ERR_OSSL_X509_KEY_VALUES_MISMATCH".into(), text: text.into(), lasting: true }
    }

    /// What rustls says, with the code that Node has for it where it has one.
    pub fn of(error: &Error) -> Fault {
        let lasting = |code: &str, text: &str| Fault { code: code.into(), text: text.into(), lasting: true };
        match error {
            Error::InvalidCertificate(error) => certificate(error),
            Error::AlertReceived(alert) => alerted(*alert),
            Error::InvalidMessage(_) => lasting(
                "ERR_SSL_WRONG_VERSION_NUMBER",
                "what answers does not speak TLS; perhaps the port is one without it (redis://)",
            ),
            Error::PeerIncompatible(_) => lasting(
                "ERR_SSL_UNSUPPORTED_PROTOCOL",
                "client and server have no version or cipher of TLS in common (TLS 1.2 and 1.3 are spoken)",
            ),
            Error::NoApplicationProtocol => lasting(
                "ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL",
                "client and server have no application protocol in common",
            ),
            other => Fault {
                code: "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC".into(),
                text: format!("the stream is broken: {other}"),
                lasting: false,
            },
        }
    }

    /// The failure of a connection with this place.
    pub fn at(&self, address: &str, port: Option<u16>) -> Failure {
        let place = port.map_or_else(
            || address.to_string(),
            |port| match address.contains(':') {
                true => format!("[{address}]:{port}"),
                false => format!("{address}:{port}"),
            },
        );
        let kind = if self.lasting { Kind::Tls } else { Kind::Closed };
        Failure {
            code: Some(self.code.clone()),
            address: Some(address.to_string()),
            port,
            ..Failure::new(kind, format!("TLS with {place} failed: {}", self.text))
        }
    }
}

fn certificate(error: &CertificateError) -> Fault {
    let (code, text) = match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            ("CERT_HAS_EXPIRED", "the server's certificate has expired".into())
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            ("CERT_NOT_YET_VALID", "the server's certificate is not valid yet".into())
        }
        CertificateError::NotValidForNameContext { expected, presented } => {
            ("ERR_TLS_CERT_ALTNAME_INVALID", not_for(&expected.to_str(), presented))
        }
        CertificateError::BadSignature => (
            "CERT_SIGNATURE_FAILURE",
            "the server's certificate was not signed by the authority that it names".into(),
        ),
        CertificateError::Revoked => ("CERT_REVOKED", "the server's certificate is revoked".into()),
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            ("INVALID_PURPOSE", "the certificate is not one for a server".into())
        }
        CertificateError::Other(OtherError(inner)) => match inner.downcast_ref::<Untrusted>() {
            Some(reason) => (
                match reason {
                    Untrusted::SelfSigned => "DEPTH_ZERO_SELF_SIGNED_CERT",
                    Untrusted::SelfSignedInChain => "SELF_SIGNED_CERT_IN_CHAIN",
                    Untrusted::Leaf => "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
                    Untrusted::Chain => "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
                },
                format!("{reason}; give the authority's certificate by `tls.ca` or REDIS_TLS_CA"),
            ),
            None => ("ERR_TLS_CERT_INVALID", format!("the server's certificate can not be used: {inner}")),
        },
        other => ("ERR_TLS_CERT_INVALID", format!("the server's certificate can not be used: {other}")),
    };
    Fault { code: code.into(), text, lasting: true }
}

fn not_for(expected: &str, presented: &[String]) -> String {
    // As webpki writes them: `DnsName("redis.example")`, `IpAddress(127.0.0.1)`.
    let names: Vec<&str> = presented
        .iter()
        .map(|name| name.split_once('(').map_or(name.as_str(), |(_, rest)| rest.trim_end_matches(')')))
        .map(|name| name.trim_matches('"'))
        .collect();
    if names.is_empty() {
        return format!("the server's certificate names no host (subjectAltName), and not {expected}");
    }
    format!("the server's certificate is made out to {}, not to {expected}", names.join(", "))
}

/// The server gave the connection up, and says why.
fn alerted(alert: AlertDescription) -> Fault {
    use AlertDescription as Alert;
    let (code, text) = match alert {
        Alert::CertificateRequired => (
            "TLSV13_ALERT_CERTIFICATE_REQUIRED",
            "the server requires a client's certificate (`tls.cert` and `tls.key`)",
        ),
        Alert::HandshakeFailure => (
            "SSLV3_ALERT_HANDSHAKE_FAILURE",
            "the server refused the handshake; it may require a client's certificate, or other ciphers",
        ),
        Alert::BadCertificate => {
            ("SSLV3_ALERT_BAD_CERTIFICATE", "the server refused the client's certificate")
        }
        Alert::UnsupportedCertificate => {
            ("SSLV3_ALERT_UNSUPPORTED_CERTIFICATE", "the server can not use the client's certificate")
        }
        Alert::CertificateRevoked => {
            ("SSLV3_ALERT_CERTIFICATE_REVOKED", "the server says that the client's certificate is revoked")
        }
        Alert::CertificateExpired => {
            ("SSLV3_ALERT_CERTIFICATE_EXPIRED", "the server says that the client's certificate has expired")
        }
        Alert::CertificateUnknown => {
            ("SSLV3_ALERT_CERTIFICATE_UNKNOWN", "the server does not accept the client's certificate")
        }
        Alert::UnknownCA => {
            ("TLSV1_ALERT_UNKNOWN_CA", "the server does not know the authority of the client's certificate")
        }
        Alert::AccessDenied => ("TLSV1_ALERT_ACCESS_DENIED", "the server denies access"),
        Alert::DecryptError => {
            ("TLSV1_ALERT_DECRYPT_ERROR", "the server could not verify the client's certificate")
        }
        Alert::ProtocolVersion => (
            "TLSV1_ALERT_PROTOCOL_VERSION",
            "the server speaks neither TLS 1.2 nor TLS 1.3 as it was offered",
        ),
        Alert::UnrecognisedName => (
            "TLSV1_UNRECOGNIZED_NAME",
            "the server does not know the name it was asked for (`tls.servername`)",
        ),
        Alert::NoApplicationProtocol => (
            "TLSV1_ALERT_NO_APPLICATION_PROTOCOL",
            "client and server have no application protocol in common",
        ),
        other => {
            return Fault {
                code: "ERR_SSL_ALERT".into(),
                text: format!("the server gave up: {other:?}"),
                lasting: false,
            };
        }
    };
    Fault { code: format!("ERR_SSL_{code}"), text: text.into(), lasting: true }
}
