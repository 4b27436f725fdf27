// Adds a passkey, or lets somebody in with one: the browser asks its owner, and what it answers goes with the form.

const answer = async ({ passkey, options: place }) => {
  const told = place
    ? await (await fetch(place, { headers: { "X-Requested-With": "XMLHttpRequest" } })).json()
    : JSON.parse(document.querySelector("#passkey-options").textContent);
  const asked = (told.creation_options ?? told.request_options).publicKey;
  if (passkey === "get") {
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
  }
  // One that its owner finds by the name of this site, without typing an address.
  asked.authenticatorSelection = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) });
};

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.hidden = !window.PublicKeyCredential?.parseRequestOptionsFromJSON;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fault = form.querySelector("[role=alert]");
    fault.textContent = "";
    try {
      const given = await answer(form.dataset);
      form.elements.credential.value = JSON.stringify(given.toJSON());
      form.submit();
    } catch {
      fault.textContent = "No passkey was given. Try again, or go on another way.";
    }
  });
}
