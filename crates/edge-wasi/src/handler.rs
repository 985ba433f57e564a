//! One request: head, body, verdict; then an answer or the gateway.

use cyrexa_edge::{Operation, Rejection, Stamp, Verdict, inspect_body, inspect_head};
use wasi::http::types::{IncomingRequest, ResponseOutparam};

use crate::body::{BrokeOff, Reading};
use crate::environment::{Settings, fresh_id, now, settings};
use crate::forward::forward;
use crate::head::Head;
use crate::log::log;
use crate::respond;

/// The gateway's own bound: who sends more has not made a slip.
const MOST_DRAINED: usize = 2 * 1024 * 1024;

pub(crate) fn handle(request: IncomingRequest, out: ResponseOutparam) {
    let settings = match settings() {
        Ok(settings) => settings,
        Err(reason) => {
            log(&reason);
            return respond::status(out, 500);
        }
    };
    let head = Head::of(&request);
    let fresh = fresh_id();
    let stamp = Stamp::at(now(), &fresh);
    let reading = request.consume().ok().map(Reading::of);
    let pass = |bytes: &[u8], out| {
        forward(
            &settings.upstream,
            &request.method(),
            &head,
            bytes,
            reading.as_ref(),
            out,
        )
    };
    let reject = |rejection: &Rejection, out| {
        if let Some(reading) = &reading {
            reading.drained(MOST_DRAINED);
        }
        respond::with(out, rejection);
    };
    let (verdict, bytes) = match head.ask(|asked| inspect_head(&settings.config, asked, &stamp)) {
        cyrexa_edge::Head::Decided(verdict) => (verdict, Vec::new()),
        cyrexa_edge::Head::Read(operation) => {
            match judge(&settings, &head, operation, reading.as_ref(), &stamp) {
                Ok(judged) => judged,
                // The client has gone, or sent nonsense: there is no whole body to judge or to forward.
                Err(BrokeOff) => {
                    log("a body broke off");
                    return respond::status(out, 400);
                }
            }
        }
    };
    match verdict {
        Verdict::Pass => pass(&bytes, out),
        Verdict::Observe(finding) => {
            log(&found("observed", &finding));
            pass(&bytes, out);
        }
        Verdict::Reject(rejection) => {
            log(&found("refused", &rejection.finding));
            reject(&rejection, out);
        }
    }
}

fn judge(
    settings: &Settings,
    head: &Head,
    operation: Operation,
    reading: Option<&Reading>,
    stamp: &Stamp<'_>,
) -> Result<(Verdict, Vec<u8>), BrokeOff> {
    let config = &settings.config;
    let bytes = reading.map_or(Ok(Vec::new()), |reading| reading.up_to(config.limit as usize))?;
    let verdict = head.ask(|asked| inspect_body(config, asked, operation, &bytes, stamp));
    Ok((verdict, bytes))
}

/// One line for the host's log: codes and field names, never a value.
fn found(what: &str, finding: &cyrexa_edge::Finding) -> String {
    let fields: Vec<_> = finding
        .fields
        .iter()
        .map(|(field, code)| format!(" {}.{code}", field.key()))
        .collect();
    format!("{what} {}{}", finding.code.as_str(), fields.concat())
}
