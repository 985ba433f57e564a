//! Addresses and lengths that no honest host would pass: an answer every time, and every buffer is freed.

use cyrexa_edge::frame::MALFORMED;
use cyrexa_edge_abi::{READ_UPDATE, UNREADABLE, alloc, check, free, inspect};

const LONGEST: usize = 17 * 1024 * 1024;

#[test]
fn buffer_that_is_not_ours_is_unreadable() {
    let address = alloc(64);
    assert_ne!(address, 0);
    for (address, length) in [
        (0, 0),
        (0, usize::MAX),
        (usize::MAX, 1),
        (address + 1, 1),
        (address, 65),
        (address, usize::MAX),
        (address.wrapping_sub(1), 64),
    ] {
        assert_eq!(inspect(address, length), UNREADABLE, "{address:#x}, {length}");
        assert_eq!(
            check(address, length, READ_UPDATE),
            MALFORMED,
            "{address:#x}, {length}"
        );
    }
    free(address);
    assert_eq!(inspect(address, 1), UNREADABLE, "it was given back");
}

#[test]
fn unreasonable_lengths_get_no_buffer() {
    for length in [0, LONGEST + 1, usize::MAX, usize::MAX / 2] {
        assert_eq!(alloc(length), 0, "{length}");
    }
    let address = alloc(LONGEST);
    assert_ne!(address, 0);
    free(address);
}

#[test]
fn buffers_are_few_and_giving_back_what_is_not_ours_changes_nothing() {
    let lent: Vec<usize> = std::iter::repeat_with(|| alloc(16))
        .take_while(|address| *address != 0)
        .collect();
    assert_eq!(lent.len(), 8);
    for nothing in [0, 1, usize::MAX, lent[0] + 1] {
        free(nothing);
    }
    assert_eq!(alloc(16), 0, "none came back");
    lent.iter().for_each(|address| free(*address));
    lent.iter().for_each(|address| free(*address));
    let again = alloc(16);
    assert_ne!(again, 0);
    free(again);
}
