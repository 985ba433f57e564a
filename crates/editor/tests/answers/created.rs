//! `POST /customers`: what counts as a create.

use cyrexa_editor::answer::{Answer, outcome};
use cyrexa_editor::{FailureKind, Outcome};

use crate::{LARGE, answer, create};

#[test]
fn the_new_id_is_learned_from_the_first_place_that_has_it() {
    let here = Some("/ipg/2.0.0/customers/9");
    for (status, body, location, expected) in [
        (201, r#"{"id":5,"name":"Ana"}"#, here, Some(5)),
        (200, r#"{"id":"5"}"#, None, Some(5)),
        (200, "7", here, Some(7)),
        (200, " 7\n", None, Some(7)),
        (200, r#""7""#, None, Some(7)),
        (200, "9007199254740993", None, Some(LARGE)),
        (201, "", Some("/customers/9007199254740993"), Some(LARGE)),
        (201, "", here, Some(9)),
        (
            201,
            "",
            Some("https://gateway.cyrexa.com/ipg/2.0.0/customers/9/"),
            Some(9),
        ),
        (201, "", Some("customers/9"), Some(9)),
        (201, "{}", Some("/customers/9?x=1"), Some(9)),
        (200, "", Some("/customers/new"), None),
        (202, "", Some("/queue/9"), None),
        (200, "", None, None),
        (204, "", None, None),
        // By docs/contract.md a 2xx without a body counts, 202 too: another status would be asked for without
        // end.
        (202, "", None, None),
    ] {
        let answer = Answer {
            location: location.map(str::to_owned),
            ..answer(status, body)
        };
        let Outcome::Created { id, .. } = outcome(&create(), &answer) else {
            panic!("{body:?} {location:?} is a success")
        };
        assert_eq!(id, expected, "{body:?} {location:?}");
    }
}

#[test]
fn a_body_without_an_id_is_no_create() {
    let here = Some("/customers/9");
    for (status, body, location) in [
        (200, "{}", None),
        (200, "0", None),
        (200, "-3", None),
        (200, "7.5", None),
        (200, "7 8", None),
        (200, r#""seven""#, None),
        (201, "{}", Some("/queue/9")),
        (201, "<html>", here),
        (201, r#"{"error":{}}"#, here),
        (201, r#"{"success":false}"#, here),
        (202, r#"{"status":"queued"}"#, here),
    ] {
        let answer = Answer {
            location: location.map(str::to_owned),
            ..answer(status, body)
        };
        let outcome = outcome(&create(), &answer);
        assert_eq!(
            outcome,
            Outcome::Failed(FailureKind::Unreadable),
            "{body:?} {location:?}"
        );
    }
}
