/** Opens a page of the sandbox here, or on a phone in the same network. */
import { useState } from "preact/hooks";
import { info } from "../data/sandbox.ts";
import { fill, messages } from "../i18n.ts";
import { CopyButton } from "./basics.tsx";
import { Select } from "./fields.tsx";
import { QrCode } from "./qr.tsx";

/** @param url An address of the sandbox, as a browser on this machine uses it. */
export function OpenOnPhone({ url }: { url: string }) {
	const { checkout: words } = messages();
	const { pathname } = new URL(url);
	const origins = info.value?.network_urls ?? [];
	const [chosen, setOrigin] = useState("");
	const origin = origins.find((each) => each === chosen) ?? origins[0];
	const address = origin && origin + pathname;
	return (
		<section class="phone">
			<p>
				<a class="button plain" href={pathname} target="_blank" rel="noopener">
					{words.open} ↗
				</a>{" "}
				<CopyButton text={url} label={words.open} />
			</p>
			{address ? (
				<figure>
					<QrCode text={address} label={fill(words.code, { url: address })} />
					<figcaption>
						{words.scan} <code>{address}</code>
						{origins.length > 1 && (
							<Select
								label={words.network}
								value={origin}
								onChange={setOrigin}
								options={origins}
							/>
						)}
					</figcaption>
				</figure>
			) : (
				<p class="soft">
					{words.noNetwork} <code>--host 0.0.0.0</code>
				</p>
			)}
		</section>
	);
}
