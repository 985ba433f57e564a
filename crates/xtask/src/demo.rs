//! The demo of the widget: a merchant's shop on one origin, the widget's files on another, as on a merchant's own site.
//!
//! The shop's pages come with the strict content security policy that the widget promises to live under.

mod answer;
pub(crate) mod leptos;
mod policy;
mod react;
mod site;

use std::net::TcpListener;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::toolbox::Toolbox;
use crate::widget::{self, Flavour};
use crate::{build, dist, ports, project, setup};
pub(crate) use site::Addresses;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Origin of a gateway that runs, as http://127.0.0.1:8787
    #[arg(long, value_name = "ORIGIN")]
    gateway: String,
    #[command(flatten)]
    ports: Ports,
    /// Serve the optimised build
    #[arg(long)]
    release: bool,
    /// Build nothing: serve what is there
    #[arg(long)]
    built: bool,
}

/// Where the two origins are.
#[derive(clap::Args)]
pub(crate) struct Ports {
    /// Port of the demo shop [default: 8090, or a free one]
    #[arg(long)]
    demo_port: Option<u16>,
    /// Port of the widget's files [default: 8091, or a free one]
    #[arg(long)]
    widget_port: Option<u16>,
}

const SHOP_PORT: u16 = 8090;
const WIDGET_PORT: u16 = 8091;

/// Two listening sockets, not served yet.
pub(crate) struct Sockets {
    shop: TcpListener,
    widget: TcpListener,
}

impl Ports {
    /// Early, so that a taken port is reported before a long build.
    pub(crate) fn listen(&self) -> Result<Sockets> {
        Ok(Sockets {
            shop: ports::listen(self.demo_port, SHOP_PORT, "--demo-port")?,
            widget: ports::listen(self.widget_port, WIDGET_PORT, "--widget-port")?,
        })
    }
}

/// `cargo xtask demo`: until it is ended.
pub(crate) fn run(args: &Args) -> Result<()> {
    ensure!(
        args.gateway.starts_with("http://") || args.gateway.starts_with("https://"),
        "--gateway must be an origin, as http://127.0.0.1:8787"
    );
    let sockets = args.ports.listen()?;
    let flavour = if args.release {
        Flavour::Release
    } else {
        Flavour::Development
    };
    if !args.built {
        let tools = setup::ready(setup::PAGE)?;
        build(&tools, flavour)?;
    }
    let addresses = serve(sockets, flavour, &args.gateway)?;
    println!(
        "{}",
        json!({
            "shop": addresses.shop,
            "react": addresses.has_react.then(|| addresses.react()),
            "widget": addresses.widget,
            "gateway": addresses.gateway(),
        })
    );
    loop {
        std::thread::park();
    }
}

/// The widget and the React page.
pub(crate) fn build(tools: &Toolbox, flavour: Flavour) -> Result<()> {
    match flavour {
        Flavour::Release if dist::is_current_release() => {}
        Flavour::Release => build::release(tools)?,
        Flavour::Development => widget::build(tools, flavour)?,
    }
    if let Err(error) = build_react(tools, flavour) {
        println!("== demo: no React page: {error:#}");
    }
    Ok(())
}

/// Where the React page is.
pub(crate) fn react_folder(flavour: Flavour) -> PathBuf {
    react::folder(flavour)
}

pub(crate) fn build_react(tools: &Toolbox, flavour: Flavour) -> Result<()> {
    react::build(tools, flavour)
}

/// Answers from now on, in the background.
pub(crate) fn serve(sockets: Sockets, flavour: Flavour, gateway: &str) -> Result<Addresses> {
    let origin = |socket: &TcpListener| {
        let address = socket.local_addr().context("a socket has an address")?;
        anyhow::Ok(format!("http://{address}"))
    };
    let addresses = Addresses {
        shop: origin(&sockets.shop)?,
        widget: origin(&sockets.widget)?,
        gateway: gateway.trim_end_matches('/').to_owned(),
        has_react: react::is_built(flavour),
    };
    let shop = site::Shop {
        pages: project::root().join("demo").join("shop"),
        react: react::folder(flavour),
        loader: widget::loader(flavour)?,
        addresses: addresses.clone(),
    };
    let widget = site::Widget {
        files: flavour.folder(),
    };
    answer::in_background(sockets.shop, move |path| shop.answer(path))?;
    answer::in_background(sockets.widget, move |path| widget.answer(path))?;
    Ok(addresses)
}
