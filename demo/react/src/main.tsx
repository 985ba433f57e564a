import "@cyrexa/customer";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Members } from "./Members.tsx";
import "./members.css";

const root = document.querySelector("#root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <Members />
  </StrictMode>,
);
