//! Random numbers, from the browser's cryptographic source.

use super::page::window;

/// 32 random bits.
#[must_use]
pub fn bits() -> u32 {
    // Jitter only: the fallback need not be unpredictable.
    let mut bytes = [0; 4];
    match window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes))
    {
        Ok(_) => u32::from_le_bytes(bytes),
        Err(_) => (js_sys::Math::random() * f64::from(u32::MAX)) as u32,
    }
}
