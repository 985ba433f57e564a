export { default } from "@cyrexa/edge";
