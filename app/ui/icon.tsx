// The few drawings used beside words; never alone without a label.
const paths = {
  down: "m4 6 4 4 4-4",
  up: "m4 10 4-4 4 4",
  pin: "M6 2h4l-.5 4.5L12 9H4l2.5-2.5zM8 9v5",
  view: "M2.5 3h11v10h-11zM2.5 6.2h11M6 6.2V13",
  search: "m11 11 3 3M12 7a5 5 0 1 1-10 0 5 5 0 0 1 10 0",
  close: "m4 4 8 8M12 4l-8 8",
  download: "M8 2v8m-3.5-3L8 10.5 11.5 7M3 13.5h10",
  upload: "M8 10.5v-8M4.5 5.5 8 2l3.5 3.5M3 13.5h10",
  columns: "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
  split: "M2.5 3h11v10h-11zM8 3v10",
  rows: "M2.5 4h11M2.5 8h11M2.5 12h11",
  bell: "M4 11V7.2a4 4 0 0 1 8 0V11l1.2 1.5H2.8zM6.7 14.2h2.6",
  menu: "M2 4h12M2 8h12M2 12h12",
  refresh: "M13.5 8a5.5 5.5 0 1 1-1.6-3.9M13.5 2v3h-3",
  link: "M6.5 9.5 9.5 6.5M7 4.5l1.2-1.2a2.7 2.7 0 0 1 4 4L11 8.5M9 11.5l-1.2 1.2a2.7 2.7 0 0 1-4-4L5 7.5",
  check: "m3 8.5 3.5 3.5L13 4.5",
  filter: "M2 3.5h12L9.5 8.8V13l-3-1.5V8.8z",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, className = "size-4" }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={`flex-none ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
