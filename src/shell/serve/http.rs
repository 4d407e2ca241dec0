//! *Shell.* HTTP: connections with limits, requests in, answers out.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use anyhow::{Context, Result};
use bytes::Bytes;
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, oneshot, watch};
use tokio::time::{sleep, timeout};

use super::changes::Changes;
use super::hosts::Hosts;
use super::pages::Answer;
use super::worker::{Event, Subscriber};

type ResponseBody = Either<Full<Bytes>, Changes>;

/// The most connections at a time, and the most of them that may wait for changes: a browser opens six at most, and holds
/// one for a page that is in sight.
const MOST_CONNECTIONS: usize = 256;
const MOST_SUBSCRIBERS: usize = 64;
/// The most connections beyond these that are told so. Any further are closed.
const MOST_REFUSALS: usize = 64;
/// How long a request may take to arrive, and a connection be idle.
const IDLE: Duration = Duration::from_secs(10);
/// The longest head of a request, in bytes, and the most headers in it.
const LONGEST_HEAD: usize = 16 << 10;
const MOST_HEADERS: usize = 64;
/// How long answers under way may take when the end has come.
const GRACE: Duration = Duration::from_secs(2);
/// How many ports are tried beginning with the one that was asked for.
const MOST_PORTS: u16 = 50;

const RELOAD: &str = include_str!("reload.js");
const STYLE: &str = include_str!("preview.css");
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nRetry-After: 1\r\nConnection: close\r\n\r\n\
Too many connections to the preview are open. Close some pages and try again.\n";

/// What all connections share.
struct Server {
    hosts: Hosts,
    worker: Sender<Event>,
    subscribers: Arc<Semaphore>,
    end: watch::Receiver<bool>,
}

/// Listens at a port of an address, or at the next one that is free.
///
/// # Errors
///
/// An address that is not this machine's, or no free port.
pub(super) async fn listen(host: IpAddr, port: u16) -> Result<TcpListener> {
    let mut last = None;
    for port in (0..MOST_PORTS).filter_map(|further| port.checked_add(further)) {
        match TcpListener::bind(SocketAddr::new(host, port)).await {
            Ok(listener) => return Ok(listener),
            Err(fault) if fault.kind() == std::io::ErrorKind::AddrInUse => last = Some(fault),
            Err(fault) => return Err(fault).with_context(|| format!("cannot listen at {host}, port {port}")),
        }
    }
    let fault = last.map_or_else(|| anyhow::anyhow!("there is no such port"), anyhow::Error::from);
    Err(fault.context(format!("cannot listen at {host}, port {port} or one of the {MOST_PORTS} after it")))
}

/// Answers requests until `end` is there.
///
/// # Errors
///
/// None after the start: what goes wrong with one connection ends that one.
pub(super) async fn answer(listener: TcpListener, worker: Sender<Event>, end: impl Future<Output = ()>) -> Result<()> {
    let (ended, is_ended) = watch::channel(false);
    let hosts = Hosts::new(listener.local_addr().context("cannot listen")?);
    let subscribers = Arc::new(Semaphore::new(MOST_SUBSCRIBERS));
    let server = Arc::new(Server { hosts, worker, subscribers, end: is_ended });
    let (places, refusals) = (Arc::new(Semaphore::new(MOST_CONNECTIONS)), Arc::new(Semaphore::new(MOST_REFUSALS)));
    let graceful = GracefulShutdown::new();
    tokio::pin!(end);
    loop {
        let stream = tokio::select! {
            () = &mut end => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => {
                    // Out of files, most likely: they come back when connections end.
                    sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            if let Ok(refusal) = Arc::clone(&refusals).try_acquire_owned() {
                tokio::spawn(async move {
                    drop(timeout(Duration::from_secs(1), refuse(stream)).await);
                    drop(refusal);
                });
            }
            continue;
        };
        let server = Arc::clone(&server);
        let service = service_fn(move |request| respond(Arc::clone(&server), request));
        let mut settings = http1::Builder::new();
        settings
            .timer(TokioTimer::new())
            .header_read_timeout(IDLE)
            .max_buf_size(LONGEST_HEAD)
            .max_headers(MOST_HEADERS);
        let connection = graceful.watch(settings.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A connection that breaks off concerns nobody else.
            drop(connection.await);
            drop(place);
        });
    }
    drop(listener);
    ended.send_replace(true);
    drop(timeout(GRACE, graceful.shutdown()).await);
    Ok(())
}

/// Says that there is no room. What the browser asked is read first: it would miss an answer that came before its request.
async fn refuse(mut stream: TcpStream) {
    if stream.readable().await.is_ok() {
        drop(stream.try_read(&mut [0; 4096]));
        drop(stream.write_all(FULL).await);
        drop(stream.shutdown().await);
    }
}

async fn respond(server: Arc<Server>, request: Request<Incoming>) -> Result<Response<ResponseBody>, Infallible> {
    let mut response = route(&server, &request).await;
    let headers = response.headers_mut();
    let fixed = [
        ("cache-control", "no-store"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("x-content-type-options", "nosniff"),
        ("x-robots-tag", "noindex"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
        );
    }
    Ok(response)
}

async fn route(server: &Arc<Server>, request: &Request<Incoming>) -> Response<ResponseBody> {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let asked = request.uri().authority().map(hyper::http::uri::Authority::as_str);
    let is_allowed =
        named.is_some_and(|host| server.hosts.allows(host)) && asked.is_none_or(|host| server.hosts.allows(host));
    if !is_allowed {
        return plain(
            StatusCode::FORBIDDEN,
            "This preview answers to localhost and to the address that it listens at, to no other name.",
        );
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "A preview is only to be read.");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    match request.uri().path() {
        "/_areabook/reload.js" => file("text/javascript; charset=utf-8", RELOAD),
        "/_areabook/preview.css" => file("text/css; charset=utf-8", STYLE),
        "/_areabook/events" => events(server, request),
        path => page(server, path).await,
    }
}

fn plain(status: StatusCode, text: &str) -> Response<ResponseBody> {
    let mut response = Response::new(Either::Left(Full::from(format!("{text}\n"))));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

fn file(kind: &'static str, text: &'static str) -> Response<ResponseBody> {
    let mut response = Response::new(Either::Left(Full::from(text)));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

async fn page(server: &Server, path: &str) -> Response<ResponseBody> {
    let (reply, answer) = oneshot::channel();
    let is_sent = server.worker.send(Event::Request { path: path.to_owned(), reply }).is_ok();
    let Some(answer) = (if is_sent { answer.await.ok() } else { None }) else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "The preview is ending.");
    };
    let Answer { status, kind, body, policy, .. } = answer;
    let mut response = Response::new(Either::Left(Full::new(body)));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let name = if response.status().is_redirection() { header::LOCATION } else { header::CONTENT_TYPE };
    for (name, value) in [(name, kind.as_str()), (header::CONTENT_SECURITY_POLICY, &policy)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Server-sent events: the version of a page whenever it is another one than the browser shows.
fn events(server: &Arc<Server>, request: &Request<Incoming>) -> Response<ResponseBody> {
    let said = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
    // An image of a page elsewhere asks without naming its origin; browsers say at least from where.
    let is_elsewhere = said("sec-fetch-site").is_some_and(|site| !["same-origin", "none"].contains(&site));
    if is_elsewhere || said("origin").is_some_and(|origin| !server.hosts.allows_origin(origin)) {
        return plain(StatusCode::FORBIDDEN, "Only pages of this preview may ask what changes.");
    }
    let query = request.uri().query().and_then(|query| query.strip_prefix("version=")?.split_once("&page="));
    let Some((version, path)) = query else {
        return plain(StatusCode::BAD_REQUEST, "Say which version of which page there is.");
    };
    let Ok(place) = Arc::clone(&server.subscribers).try_acquire_owned() else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "Too many pages wait for changes.");
    };
    let (notify, versions) = mpsc::unbounded_channel();
    let subscriber = Subscriber { path: path.to_owned(), version: version.to_owned(), notify };
    if server.worker.send(Event::Subscribe(subscriber)).is_err() {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "The preview is ending.");
    }
    let mut response = Response::new(Either::Right(Changes::new(versions, server.end.clone(), place)));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    response
}
