//! HTTP on this machine: listens, keeps strangers out, and asks one function for each answer.
//!
//! The only home of axum, hyper and tokio. What is answered is none of its business; who may ask, how, how much and
//! how slowly is. The checks are in `request`, in this order: the Host, the method, the target. Every connection has
//! a limit of time for its request and for taking its answer, and there is a limit to their number; when it is
//! reached, the one that has kept us waiting longest gives way.

mod connections;
mod request;
mod respond;
mod socket;

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};

use super::failure::Failure;
use crate::limits;

pub use request::Asked;
pub use respond::{Answer, Body};
pub use socket::{Hear, Tell};

use connections::{Connections, Held, Patient};

/// What the server asks.
#[derive(Clone)]
pub struct Service {
    /// For the answer to a request. May take its time.
    pub answer: Arc<dyn Fn(&Asked) -> Answer + Send + Sync>,
    /// For someone who listens to a browser that has opened the channel.
    pub join: Arc<dyn Fn(Tell) -> Hear + Send + Sync>,
    /// The address of the channel.
    pub channel: &'static str,
}

/// The port if none is asked for; those after it are tried where it is taken.
const PORT: u16 = 4000;
const PORTS: u16 = 100;
/// How long a request, or the next one on its connection, may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of a request line with its headers, and how many headers there may be.
const HEAD: usize = 32 << 10;
const HEADERS: usize = 100;

/// Ports of this machine that are ours, and answer nothing yet.
pub struct Bound {
    listeners: Vec<TcpListener>,
    /// The name that was asked for, beside the addresses.
    name: Option<String>,
    pub port: u16,
    /// Others than this machine can reach it.
    pub is_open: bool,
}

/// Takes a port: on this machine alone, unless a host is given.
pub fn bind(host: Option<&str>, port: Option<u16>) -> Result<Bound, Failure> {
    let first = port.unwrap_or(PORT);
    let last = if port.is_some() { first } else { first + PORTS };
    let mut failure = None;
    for port in first..=last {
        match listeners(host, port) {
            Ok(listeners) => {
                let addresses = || listeners.iter().filter_map(|listener| listener.local_addr().ok());
                let is_open = addresses().any(|address| !address.ip().to_canonical().is_loopback());
                let port = addresses().next().map_or(port, |address| address.port());
                return Ok(Bound { name: host.map(str::to_owned), port, is_open, listeners });
            }
            Err(error) => {
                let is_taken = error.kind() == std::io::ErrorKind::AddrInUse;
                let address = format!("{}:{port}", host.unwrap_or("127.0.0.1"));
                let hint = if is_taken { "; `--port` takes another" } else { "" };
                let mut problem = Failure::world("cannot listen on", Path::new(&address), &error);
                problem.cause.push_str(hint);
                failure = Some(problem);
                if !is_taken {
                    break;
                }
            }
        }
    }
    Err(failure.expect("at least one port is tried"))
}

fn listeners(host: Option<&str>, port: u16) -> std::io::Result<Vec<TcpListener>> {
    if let Some(host) = host {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let mut listeners: Vec<TcpListener> = Vec::new();
        for address in (bare, port).to_socket_addrs()? {
            let port = listeners.first().and_then(|first| first.local_addr().ok()).map_or(port, |first| first.port());
            listeners.push(TcpListener::bind(SocketAddr::new(address.ip(), port))?);
        }
        return Ok(listeners);
    }
    let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let port = v4.local_addr()?.port();
    match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
        Ok(v6) => Ok(vec![v4, v6]),
        // `localhost` may lead there, so another program must not answer; a machine without IPv6 is fine.
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Err(error),
        Err(_) => Ok(vec![v4]),
    }
}

/// A server at work; it stops when this is dropped.
pub struct Running {
    runtime: Option<tokio::runtime::Runtime>,
}

impl Bound {
    /// The address that is told to people: `http://localhost:4000`. All addresses of the machine are none to go to.
    #[must_use]
    pub fn address(&self) -> String {
        let bare = |name: &str| name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        match self.name.as_deref().filter(|name| !bare(name).is_ok_and(|ip| ip.is_unspecified())) {
            None => format!("http://localhost:{}", self.port),
            Some(name) if name.contains(':') && !name.starts_with('[') => format!("http://[{name}]:{}", self.port),
            Some(name) => format!("http://{name}:{}", self.port),
        }
    }

    /// Starts to answer.
    pub fn serve(self, service: Service) -> Result<Running, Failure> {
        let failed = |error: std::io::Error| Failure::world("cannot serve on", Path::new("the network"), &error);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            // One that waits for its answer holds up no other.
            .max_blocking_threads(connections::MOST + connections::CHANNELS)
            .thread_stack_size(limits::STACK)
            .thread_name("folio-server")
            .enable_io()
            .enable_time()
            .build()
            .map_err(failed)?;
        let connections = Arc::new(Connections::default());
        for listener in self.listeners {
            listener.set_nonblocking(true).map_err(failed)?;
            let entered = runtime.enter();
            let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
            drop(entered);
            runtime.spawn(accept(listener, service.clone(), self.name.clone(), Arc::clone(&connections)));
        }
        Ok(Running { runtime: Some(runtime) })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Nobody who still waits for an answer holds up the end.
            runtime.shutdown_background();
        }
    }
}

async fn accept(
    listener: tokio::net::TcpListener,
    service: Service,
    name: Option<String>,
    connections: Arc<Connections>,
) {
    loop {
        let held = Arc::new(connections.enter().await);
        match listener.accept().await {
            Ok((stream, _)) => {
                let Ok(local) = stream.local_addr() else { continue };
                let _ = stream.set_nodelay(true);
                let names = Arc::new(names(local, name.as_deref()));
                let held_there = Arc::clone(&held);
                let task = tokio::spawn(connection(Patient::new(stream), service.clone(), names, held_there));
                held.watch(task.abort_handle());
            }
            // Out of file handles, or a connection that was gone at once: others may fare better in a moment.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

async fn connection(stream: Patient, service: Service, names: Arc<Vec<String>>, held: Arc<Held>) {
    let answer = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let (service, names, held) = (service.clone(), Arc::clone(&names), Arc::clone(&held));
        async move {
            held.busy.store(true, Ordering::Relaxed);
            let response = respond::respond(request, &service, &names, &held).await;
            held.busy.store(false, Ordering::Relaxed);
            Ok::<_, Infallible>(response)
        }
    });
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(HEAD)
        .max_headers(HEADERS)
        .half_close(true)
        .serve_connection(TokioIo::new(stream), answer)
        .with_upgrades();
    // Whatever ends a connection, the next one is not concerned.
    let _ = served.await;
}

/// The values of the Host header that mean us: the address that was reached, and its names.
fn names(local: SocketAddr, given: Option<&str>) -> Vec<String> {
    let ip = local.ip().to_canonical();
    let mut names = vec![match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }];
    if ip.is_loopback() {
        names.push("localhost".to_owned());
    }
    names.extend(given.map(str::to_lowercase).filter(|given| given.parse::<IpAddr>().is_err()));
    let mut with_port: Vec<String> = names.iter().map(|name| format!("{name}:{}", local.port())).collect();
    if local.port() == 80 {
        with_port.extend(names);
    }
    with_port
}
