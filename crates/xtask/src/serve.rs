//! `cargo xtask serve`: the gateway, before it Trunk's development server, and the demo of the widget; all or
//! none.

use std::process::ExitStatus;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process::{self, Group};
use crate::toolbox::Toolbox;
use crate::widget::{self, Flavour};
use crate::{demo, ports, project, serve_config, setup};

/// Tries of a tenth of a second until the gateway must answer: it migrates a small database first.
const GATEWAY_TRIES: u32 = 300;
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
const DATABASE: &str = "data/cyrexa.sqlite";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Port of the app
    #[arg(long, default_value_t = 8080, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,
    /// Port of the gateway
    #[arg(long, default_value_t = 8787, value_parser = clap::value_parser!(u16).range(1..))]
    gateway_port: u16,
    #[command(flatten)]
    demo: demo::Ports,
    /// Serve the optimised build
    #[arg(long)]
    release: bool,
    /// Do not open the page in a browser
    #[arg(long)]
    no_open: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    // All at once, so that a port which is given twice is taken; the first two are others' to listen on.
    let claims = (
        ports::claim(args.port, "--port")?,
        ports::claim(args.gateway_port, "--gateway-port")?,
    );
    let sockets = args.demo.listen()?;
    drop(claims);
    let tools = setup::ready(setup::PAGE)?;
    println!("\n== gateway: building");
    process::run(tools.cargo().args(["build", "--package", project::GATEWAY]))?;
    let mut gateway = start_gateway(&tools, args.gateway_port)?;
    println!("== widget: building");
    let flavour = if args.release {
        Flavour::Release
    } else {
        Flavour::Development
    };
    demo::build(&tools, flavour)?;
    let origin = format!("http://{}", ports::local(args.gateway_port));
    let demo = demo::serve(sockets, flavour, &origin)?;
    println!("== app: building and serving");
    let mut app = start_app(&tools, args)?;
    watch_over(&mut gateway, &mut app, args, &demo)
}

fn start_gateway(tools: &Toolbox, port: u16) -> Result<Group> {
    let database = project::root().join(DATABASE);
    std::fs::create_dir_all(database.parent().context("the database has a folder")?)?;
    let mut command = tools.command(project::gateway_binary());
    command.args([
        "--listen",
        &ports::local(port).to_string(),
        "--database",
        DATABASE,
        "--dev",
    ]);
    let mut gateway = Group::spawn(&mut command)?;
    for _ in 0..GATEWAY_TRIES {
        if let Some(status) = gateway.wait_within(BETWEEN_LOOKS)? {
            bail!("the gateway ended before it answered ({status})");
        }
        if ports::answers(port) {
            return Ok(gateway);
        }
    }
    bail!("the gateway did not answer on port {port}")
}

fn start_app(tools: &Toolbox, args: &Args) -> Result<Group> {
    let config = serve_config::write(args.gateway_port)?;
    let mut command = tools.trunk();
    // The page asks the gateway itself for its development tokens (src/state/token.rs).
    command.env(
        "CYREXA_DEV_GATEWAY",
        format!("http://{}", ports::local(args.gateway_port)),
    );
    command
        .arg("serve")
        .arg("--config")
        .arg(config)
        .args(["--port", &args.port.to_string()]);
    if args.release {
        command.arg("--release");
    }
    if !args.no_open && has_screen() {
        command.arg("--open");
    }
    Group::spawn(&mut command)
}

/// Returns only when one of the two ends, which neither does by itself.
fn watch_over(gateway: &mut Group, app: &mut Group, args: &Args, demo: &demo::Addresses) -> Result<()> {
    let mut is_announced = false;
    loop {
        if let Some(status) = gateway.wait_within(BETWEEN_LOOKS)? {
            return Err(ended("gateway", status));
        }
        if let Some(status) = app.wait_within(BETWEEN_LOOKS)? {
            return Err(ended("app's server (trunk)", status));
        }
        if !is_announced && ports::answers(args.port) {
            is_announced = true;
            println!("\n  app      http://{}", ports::local(args.port));
            println!("  gateway  http://{}/ipg/2.0.0", ports::local(args.gateway_port));
            println!("  shop     {}  with the widget in it", demo.shop);
            if demo.has_react {
                println!("  react    {}  the same in React", demo.react());
            }
            println!("  widget   {}/{}", demo.widget, widget::ALIAS);
            println!("  data     {DATABASE}\n  Ctrl-C stops all; the widget is built once, at the start\n");
        }
    }
}

fn ended(what: &str, status: ExitStatus) -> anyhow::Error {
    anyhow::anyhow!("the {what} ended by itself ({status}); the other one is stopped too")
}

fn has_screen() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some())
}
