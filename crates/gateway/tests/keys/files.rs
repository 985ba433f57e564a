//! Files that other users can read: a key's is refused, a database is warned of.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::TempDir;

use super::OLD;
use crate::support::Program;

fn set_mode(file: &Path, mode: u32) {
    fs::set_permissions(file, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_key_that_others_can_read_is_refused_and_the_file_named() {
    for (mode, is_refused) in [
        (0o644, true),
        (0o640, true),
        (0o604, true),
        (0o600, false),
        (0o400, false),
    ] {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("jwt.key");
        fs::write(&file, OLD).unwrap();
        set_mode(&file, mode);
        let output = Program::command()
            .args(["token", "--role", "admin", "--data-dir"])
            .arg(folder.path())
            .output()
            .unwrap();
        assert_eq!(!output.status.success(), is_refused, "{mode:o}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(error.contains("chmod 600"), is_refused, "{mode:o}: {error}");
        assert_eq!(error.contains(file.to_str().unwrap()), is_refused, "{error}");
    }
}

#[tokio::test]
async fn a_database_that_others_can_read_is_warned_of() {
    for (mode, is_warned) in [(0o644, true), (0o600, false)] {
        let folder = TempDir::new().unwrap();
        let database = folder.path().join("cyrexa.db");
        fs::write(&database, "").unwrap();
        set_mode(&database, mode);
        let mut gateway = Program::start(folder.path(), &[]);
        gateway.signal("TERM");
        assert!(gateway.wait().success());
        let log = fs::read_to_string(folder.path().join("log")).unwrap();
        assert_eq!(
            log.contains("can be read by other users"),
            is_warned,
            "{mode:o}: {log}"
        );
    }
}
