//! A language survives its pack; whatever is not its pack is refused.
#![cfg(not(target_arch = "wasm32"))]

use cyrexa_messages::{AR, CATALOGUES, EN, Locale, address, pack, unpack};

#[test]
fn a_language_comes_out_of_its_pack_as_it_went_in() {
    for catalogue in CATALOGUES {
        let unpacked = unpack(pack(catalogue)).unwrap();
        assert_eq!(unpacked.locale, catalogue.locale);
        assert_eq!(unpacked.all(), catalogue.all());
    }
}

#[test]
fn no_text_has_the_separator_in_it() {
    let texts = CATALOGUES.iter().flat_map(|catalogue| catalogue.all());
    assert!(
        texts
            .into_iter()
            .all(|(_, texts)| texts.iter().all(|text| !text.contains('\u{1f}')))
    );
}

#[test]
fn what_is_no_pack_of_this_page_is_refused() {
    let good = pack(&AR);
    let (head, _last) = good.rsplit_once('\u{1f}').unwrap();
    let (fingerprint, rest) = good.split_once('\u{1f}').unwrap();
    for (what, text) in [
        ("nothing", String::new()),
        ("an error page", "<!doctype html><title>404</title>".to_owned()),
        ("a fingerprint alone", fingerprint.to_owned()),
        ("a header alone", format!("{fingerprint}\u{1f}ar")),
        ("one text too few", head.to_owned()),
        ("one text too many", format!("{good}\u{1f}more")),
        ("made for other words", format!("00000000\u{1f}{rest}")),
        (
            "a language that we do not speak",
            good.replacen("\u{1f}ar\u{1f}", "\u{1f}xx\u{1f}", 1),
        ),
    ] {
        assert!(unpack(text).is_none(), "{what}");
    }
}

#[test]
fn the_address_of_a_pack_is_that_of_the_words_it_was_made_for() {
    let name = address(Locale::Ar);
    let fingerprint = name.strip_prefix("ar.txt?").unwrap();
    assert!(pack(&AR).starts_with(fingerprint) && pack(&EN).starts_with(fingerprint));
    assert_eq!(fingerprint.len(), 8);
}
