//! The answer to a browser that waits for changes: it goes on until one of the two ends it.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame};
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::{Interval, interval};

/// How often a browser that waits for changes hears that the preview is still there.
const STILL_THERE: Duration = Duration::from_secs(15);

/// Server-sent events: each version of a page that is told. With the connection it is dropped, and gives its place back at
/// once.
pub(super) struct Changes {
    versions: mpsc::UnboundedReceiver<String>,
    still_there: Interval,
    end: Pin<Box<dyn Future<Output = ()> + Send>>,
    _place: OwnedSemaphorePermit,
}

impl Changes {
    /// The versions that come, until `end` changes. `place` is held for as long.
    pub(super) fn new(
        versions: mpsc::UnboundedReceiver<String>,
        mut end: watch::Receiver<bool>,
        place: OwnedSemaphorePermit,
    ) -> Self {
        let end = Box::pin(async move { drop(end.changed().await) });
        Changes { versions, still_there: interval(STILL_THERE), end, _place: place }
    }
}

impl Body for Changes {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let text = match self.versions.poll_recv(context) {
            Poll::Ready(version) => version.map(|version| format!("data: {version}\n\n")),
            Poll::Pending if self.end.as_mut().poll(context).is_ready() => None,
            Poll::Pending if self.still_there.poll_tick(context).is_ready() => Some(": here\n\n".to_owned()),
            Poll::Pending => return Poll::Pending,
        };
        Poll::Ready(text.map(|text| Ok(Frame::data(text.into()))))
    }
}
