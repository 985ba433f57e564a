// What a server imports: it sends the tag as it is, the browser makes an element of it.
export {};
