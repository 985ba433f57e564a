//! What tabs of one browser tell each other. Messages carry a version, never personal data.

use cyrexa_view::Listener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, Event, MessageEvent};

/// A channel that closes when dropped.
pub struct Channel {
    channel: BroadcastChannel,
    _listener: Listener,
}

impl Channel {
    /// Opens a channel and calls back with every message of another tab. `None` where the browser has no
    /// channels.
    #[must_use]
    pub fn open(name: &str, mut received: impl FnMut(Option<String>) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let heard = move |event: Event| received(event.unchecked_into::<MessageEvent>().data().as_string());
        let listener = Listener::on(&channel, "message", heard);
        Some(Self {
            channel,
            _listener: listener,
        })
    }

    /// Tells the other tabs.
    pub fn send(&self, message: Option<&str>) {
        // Only a closed channel refuses.
        let _ = self
            .channel
            .post_message(&message.map_or(JsValue::NULL, JsValue::from_str));
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
