//! Native verdicts for the tests in `tests/edge`: request frames in at standard input, replies out at
//! standard output, each after its length (u32, little-endian). A reply is one byte (0 unreadable, 1 pass, 2
//! read, 3 answer) and the answer frame; to a frame of no bytes it is the vocabulary.

use std::io::{self, Read, Write};

use cyrexa_edge::frame::{FrameHandler, Reply, vocabulary};

fn main() -> io::Result<()> {
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let (mut handler, words) = (FrameHandler::new(), vocabulary());
    let mut length = [0; 4];
    loop {
        match input.read_exact(&mut length) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            other => other?,
        }
        let mut frame = vec![0; u32::from_le_bytes(length) as usize];
        input.read_exact(&mut frame)?;
        let (kind, bytes) = match handler.reply(&frame) {
            Reply::Unreadable if frame.is_empty() => (0, &words[..]),
            Reply::Unreadable => (0, &[][..]),
            Reply::Pass => (1, &[][..]),
            Reply::Read(_) => (2, &[][..]),
            Reply::Answer(bytes) => (3, bytes),
        };
        let length = u32::try_from(bytes.len() + 1).map_err(io::Error::other)?;
        output.write_all(&length.to_le_bytes())?;
        output.write_all(&[kind])?;
        output.write_all(bytes)?;
        output.flush()?;
    }
}
