//! Bodies in and out, in pieces.

use wasi::http::types::{IncomingBody, OutgoingBody};
use wasi::io::streams::{InputStream, OutputStream, StreamError};

/// One read; also the most that `blocking-write-and-flush` takes at once.
const PIECE: usize = 4096;

/// A body broke off, on either side.
pub(crate) struct BrokeOff;

/// What is left to read of a body. The stream is dropped before the body, as the host demands.
pub(crate) struct Reading {
    stream: Option<InputStream>,
    _body: IncomingBody,
}

impl Reading {
    pub(crate) fn of(body: IncomingBody) -> Self {
        Self {
            stream: body.stream().ok(),
            _body: body,
        }
    }

    /// The next piece; none at the end.
    fn piece(&self) -> Result<Option<Vec<u8>>, BrokeOff> {
        let Some(stream) = &self.stream else {
            return Ok(None);
        };
        loop {
            match stream.blocking_read(PIECE as u64) {
                Ok(piece) if piece.is_empty() => {}
                Ok(piece) => return Ok(Some(piece)),
                Err(StreamError::Closed) => return Ok(None),
                Err(StreamError::LastOperationFailed(_)) => return Err(BrokeOff),
            }
        }
    }

    /// All of it, or what there is as soon as it is longer than `limit`.
    pub(crate) fn up_to(&self, limit: usize) -> Result<Vec<u8>, BrokeOff> {
        let mut bytes = Vec::new();
        while bytes.len() <= limit {
            match self.piece()? {
                Some(piece) => bytes.extend(piece),
                None => break,
            }
        }
        Ok(bytes)
    }

    /// Reads and drops up to `most` bytes, so that the answer is not lost in a reset connection.
    pub(crate) fn drained(&self, most: usize) {
        let mut read = 0;
        while let (true, Ok(Some(piece))) = (read < most, self.piece()) {
            read += piece.len();
        }
    }
}

/// Writes what was read already, then the rest, then the end.
pub(crate) fn write(body: OutgoingBody, bytes: &[u8], rest: Option<&Reading>) -> Result<(), BrokeOff> {
    let stream = body.write().map_err(|()| BrokeOff)?;
    write_all(&stream, bytes)?;
    while let Some(piece) = rest.map_or(Ok(None), Reading::piece)? {
        write_all(&stream, &piece)?;
    }
    drop(stream);
    OutgoingBody::finish(body, None).map_err(|_| BrokeOff)
}

fn write_all(stream: &OutputStream, bytes: &[u8]) -> Result<(), BrokeOff> {
    bytes
        .chunks(PIECE)
        .try_for_each(|piece| stream.blocking_write_and_flush(piece).map_err(|_| BrokeOff))
}
