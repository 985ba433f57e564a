//! So many answers `DUPLICATE_CUSTOMER` per hour and login: each tells that somebody is a customer.
//!
//! Once they are used up, nothing that could be a duplicate is judged: the refusal itself would tell.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::auth::Caller;
use crate::error::ApiError;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Logins are forgotten that have all their answers again; where so many have not, the ones that are
/// nearest to it.
const MOST_LOGINS: usize = 16_384;

#[derive(Debug)]
pub(crate) struct DuplicateLimit {
    per_hour: Option<NonZeroU32>,
    /// When a login will have all its answers again.
    full_at: Mutex<HashMap<String, Instant>>,
}

impl DuplicateLimit {
    pub(crate) fn new(per_hour: Option<NonZeroU32>) -> Self {
        Self {
            per_hour,
            full_at: Mutex::default(),
        }
    }

    /// Runs what may find a duplicate, inside of its transaction: one at a time, so that none slips through.
    ///
    /// # Errors
    /// What `work` says, or that this login has to wait.
    pub(crate) fn guard<T>(
        &self,
        caller: &Caller,
        work: impl FnOnce() -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let Some(per_hour) = self.per_hour else {
            return work();
        };
        let (login, each) = (caller.identity(), HOUR / per_hour.get());
        if let Some(wait) = self.wait(&login, each) {
            let retry_after = wait.as_secs() + 1;
            return Err(ApiError::RateLimited { retry_after });
        }
        let done = work();
        if matches!(done, Err(ApiError::Duplicate)) {
            self.count(login, each);
        }
        done
    }

    /// How long until this login may have one more answer.
    fn wait(&self, login: &str, each: Duration) -> Option<Duration> {
        let full_at = *self.logins().get(login)?;
        let used = full_at.saturating_duration_since(Instant::now());
        let wait = (used + each).checked_sub(HOUR)?;
        (!wait.is_zero()).then_some(wait)
    }

    fn count(&self, login: String, each: Duration) {
        let now = Instant::now();
        let mut logins = self.logins();
        if logins.len() >= MOST_LOGINS {
            logins.retain(|_, full_at| *full_at > now);
        }
        if logins.len() >= MOST_LOGINS {
            let mut ends: Vec<Instant> = logins.values().copied().collect();
            let (_, middle, _) = ends.select_nth_unstable(MOST_LOGINS / 2);
            let middle = *middle;
            logins.retain(|_, full_at| *full_at > middle);
        }
        let full_at = logins.entry(login).or_insert(now);
        *full_at = (*full_at).max(now) + each;
    }

    fn logins(&self) -> MutexGuard<'_, HashMap<String, Instant>> {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Role;
    use tokio::time::advance;

    fn login(user: i64) -> Caller {
        Caller {
            role: Role::Merchant,
            user,
            owner: 1,
            owner_name: None,
            customer: None,
            expires: 0,
        }
    }

    fn ask(limit: &DuplicateLimit, user: i64) -> Result<(), ApiError> {
        limit.guard(&login(user), || Err(ApiError::Duplicate))
    }

    #[tokio::test(start_paused = true)]
    async fn answers_come_back_one_by_one() {
        let limit = DuplicateLimit::new(NonZeroU32::new(60));
        for _ in 0..60 {
            assert!(matches!(ask(&limit, 1), Err(ApiError::Duplicate)));
        }
        let refused = limit.guard(&login(1), || Ok(()));
        assert!(
            matches!(refused, Err(ApiError::RateLimited { retry_after: 60 | 61 })),
            "{refused:?}"
        );
        assert!(
            matches!(ask(&limit, 2), Err(ApiError::Duplicate)),
            "another login"
        );
        advance(Duration::from_secs(61)).await;
        assert!(matches!(ask(&limit, 1), Err(ApiError::Duplicate)));
        assert!(matches!(ask(&limit, 1), Err(ApiError::RateLimited { .. })));
        advance(HOUR).await;
        for _ in 0..1000 {
            limit
                .guard(&login(1), || Ok(()))
                .expect("what is no duplicate is not counted");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn logins_beyond_number_take_bounded_memory() {
        let limit = DuplicateLimit::new(NonZeroU32::new(60));
        for user in 0..40_000 {
            ask(&limit, user).unwrap_err();
            assert!(limit.logins().len() <= MOST_LOGINS);
        }
    }
}
