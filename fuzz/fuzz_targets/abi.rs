//! A hostile host of the raw ABI: any addresses, any lengths, any bytes in the buffers it was given.
#![no_main]

use arbitrary::Arbitrary;
use cyrexa_contract::Field;
use cyrexa_edge_abi::{READ_UPDATE, UNREADABLE, alloc, check, free, inspect};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
enum Call<'a> {
    Alloc(u32),
    /// Into the buffer of that number, as far as it goes.
    Write(u8, &'a [u8]),
    Inspect(u8, u32),
    /// A frame with everything in its place but the bytes.
    InspectFrame { flags: u8, limit: u32, texts: [&'a str; 5], headers: Vec<(&'a str, &'a [u8])>, body: &'a [u8] },
    Check(u8, u32, usize),
    InspectAnywhere(usize, usize),
    Free(u8),
    FreeAnywhere(usize),
}

const LONGEST: usize = 17 * 1024 * 1024;

fuzz_target!(|calls: Vec<Call<'_>>| {
    let mut granted: Vec<(usize, usize)> = Vec::new();
    for call in calls {
        match call {
            // Mostly lengths that are granted: an allocation of megabytes tells nothing new each time.
            Call::Alloc(length) => grant(&mut granted, if length % 8 == 0 { length as usize } else { (length % 4096) as usize }),
            Call::Write(which, bytes) => {
                if let Some((address, length)) = pick(&granted, which) {
                    write(address, length, bytes);
                }
            }
            Call::Inspect(which, length) => {
                if let Some((address, granted)) = pick(&granted, which) {
                    let reply = inspect(address, length as usize);
                    assert!(length as usize <= granted || reply == UNREADABLE);
                    read(reply);
                }
            }
            Call::InspectFrame { flags, limit, texts, headers, body } => {
                let frame = frame(flags, limit, texts, &headers, body);
                grant(&mut granted, frame.len());
                if let Some((address, length)) = granted.last().copied().filter(|(_, length)| *length == frame.len()) {
                    write(address, length, &frame);
                    read(inspect(address, length));
                }
            }
            Call::Check(which, length, read) => {
                if let Some((address, granted)) = pick(&granted, which) {
                    let bits = check(address, length as usize, read);
                    assert!(length as usize <= granted || bits == 1 << 31);
                    assert!(bits == 1 << 31 || bits < 1 << (4 * Field::ALL.len()));
                }
            }
            Call::InspectAnywhere(address, length) => {
                let is_ours = granted.iter().any(|(ours, granted)| *ours == address && length <= *granted);
                assert!(is_ours || inspect(address, length) == UNREADABLE);
            }
            Call::Free(which) => {
                if let Some((address, _)) = pick(&granted, which) {
                    free(address);
                    granted.retain(|(ours, _)| *ours != address);
                    assert_eq!(inspect(address, 1), UNREADABLE);
                }
            }
            Call::FreeAnywhere(address) => {
                if !granted.iter().any(|(ours, _)| *ours == address) {
                    free(address);
                }
            }
        }
        assert!(granted.len() <= 8, "no more than eight buffers are granted");
    }
    granted.into_iter().for_each(|(address, _)| free(address));
});

fn grant(granted: &mut Vec<(usize, usize)>, length: usize) {
    let address = alloc(length);
    assert!(address == 0 || (1..=LONGEST).contains(&length));
    if address != 0 {
        granted.push((address, length));
    }
}

fn pick(granted: &[(usize, usize)], which: u8) -> Option<(usize, usize)> {
    granted.get(usize::from(which) % granted.len().max(1)).copied()
}

fn write(address: usize, length: usize, bytes: &[u8]) {
    let count = bytes.len().min(length);
    // SAFETY: the module granted `length` bytes at this address and has not got them back.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), std::ptr::with_exposed_provenance_mut(address), count) };
}

/// An answer frame is as long as it says.
fn read(reply: usize) {
    if reply > READ_UPDATE {
        let start = std::ptr::with_exposed_provenance::<[u8; 4]>(reply);
        // SAFETY: it stays until the next call of `inspect`, and begins with its length.
        let length = u32::from_le_bytes(unsafe { start.read_unaligned() }) as usize;
        assert!((10..1 << 20).contains(&length));
        // SAFETY: as above.
        let bytes = unsafe { std::slice::from_raw_parts(start.cast::<u8>(), length) };
        std::hint::black_box(bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)));
    }
}

fn frame(flags: u8, limit: u32, texts: [&str; 5], headers: &[(&str, &[u8])], body: &[u8]) -> Vec<u8> {
    let [method, path, base_path, request_id, origins] = texts;
    let is_plain = flags & 4 != 0;
    let (base_path, method, path) = if is_plain { ("/ipg", "POST", "/ipg/customers") } else { (base_path, method, path) };
    let mut settings = limit.to_le_bytes().to_vec();
    settings.push(flags >> 1 & 1);
    push(&mut settings, base_path.as_bytes());
    settings.extend(origins.as_bytes());
    let mut frame = vec![3, flags & 1, 0, 0];
    push(&mut frame, &settings);
    push(&mut frame, request_id.as_bytes());
    frame.extend([0; 8]);
    push(&mut frame, method.as_bytes());
    push(&mut frame, path.as_bytes());
    let json: (&str, &[u8]) = ("content-type", b"application/json");
    let headers: Vec<_> = is_plain.then_some(json).into_iter().chain(headers.iter().copied()).collect();
    frame.extend((headers.len() as u32).to_le_bytes());
    for (name, value) in headers {
        push(&mut frame, name.as_bytes());
        push(&mut frame, value);
    }
    frame.extend(body);
    frame
}

fn push(frame: &mut Vec<u8>, bytes: &[u8]) {
    frame.extend((bytes.len() as u32).to_le_bytes());
    frame.extend(bytes);
}
