//! Bytes as they are, after gzip and after brotli, both at their strongest, as a good server sends them.

use std::io::Write;
use std::iter::Sum;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

#[derive(Clone, Copy, Default)]
pub(super) struct Bytes {
    pub(super) raw: usize,
    pub(super) gzip: usize,
    pub(super) brotli: usize,
}

pub(super) fn measure(mut content: &[u8]) -> Result<Bytes> {
    let raw = content.len();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content)?;
    let gzip = gzip.finish()?.len();
    let strongest = BrotliEncoderParams {
        quality: 11,
        size_hint: raw,
        ..BrotliEncoderParams::default()
    };
    let brotli = brotli::BrotliCompress(&mut content, &mut std::io::sink(), &strongest)?;
    Ok(Bytes { raw, gzip, brotli })
}

impl Sum for Bytes {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            raw: sum.raw + one.raw,
            gzip: sum.gzip + one.gzip,
            brotli: sum.brotli + one.brotli,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_is_compressed_and_files_add_up() {
        let one = measure(&[b'a'; 10_000]).unwrap();
        assert_eq!(one.raw, 10_000);
        assert!(
            one.brotli < one.gzip && one.gzip < 100,
            "{} {}",
            one.brotli,
            one.gzip
        );
        let two: Bytes = [one, one].into_iter().sum();
        assert_eq!((two.raw, two.brotli), (20_000, 2 * one.brotli));
    }
}
