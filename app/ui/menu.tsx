// A button that opens a small list below itself; closes on Escape, on a press elsewhere and when something was chosen.
import { useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";

interface MenuProps {
  /** Its name, where the button's own text does not say it. */
  label?: string;
  button: ReactNode;
  left?: boolean;
  className?: string;
  children: ReactNode;
}

export function Menu({ label, button, left = false, className = "btn btn-quiet", children }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const { key } = useLocation();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address closes the menu
  useEffect(() => {
    if (details.current) details.current.open = false;
  }, [key]);

  useEffect(() => {
    const close = (event: PointerEvent) => {
      const { current } = details;
      if (current?.open && !current.contains(event.target as Node)) current.open = false;
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, []);

  return (
    <details
      className="menu"
      ref={details}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !details.current?.open) return;
        // Taken: whatever else Escape stands for stays as it is.
        event.preventDefault();
        details.current.open = false;
        details.current.querySelector("summary")?.focus();
      }}
    >
      <summary className={className} aria-label={label}>
        {button}
      </summary>
      <div className={`menu-list ${left ? "left" : ""}`}>{children}</div>
    </details>
  );
}
