//! What is done to the gateway, one file per kind of fault.

mod full_disk;
mod kill;
mod locked;
mod log;
mod lost_file;
mod memory;
mod million;
mod stalled;
mod streams;

use libtest_mimic::Trial;

use crate::trial;

/// In the order of docs/field-cases.md; the longest last.
pub(crate) fn all() -> Vec<Trial> {
    vec![
        trial("log_that_cannot_be_written_stops_nothing", log::unwritable_logs),
        trial(
            "one_callers_streams_and_exports_take_little_memory",
            memory::one_login,
        ),
        trial(
            "many_callers_streams_and_exports_take_little_memory",
            memory::many_logins,
        ),
        trial("clients_that_never_read_keep_nobody_out", stalled::never_read),
        trial("clients_that_never_send_keep_nobody_out", stalled::never_send),
        trial("killed_under_load_loses_nothing", kill::under_load),
        trial("full_disk_loses_nothing", full_disk::real),
        trial("file_that_may_not_grow_loses_nothing", full_disk::limited),
        trial("locked_file_is_answered_by_one_deadline", locked::by_a_writer),
        trial("reader_of_another_process_stops_nobody", locked::by_a_reader),
        trial("lost_file_is_noticed", lost_file::lost),
        trial("corrupt_file_is_noticed", lost_file::corrupt),
        trial("thousands_of_streams_are_served", streams::thousands),
        trial("stops_in_time_under_load", streams::stop),
        trial("million_customers_are_as_quick_as_a_thousand", million::ratios),
    ]
}
