//! How much memory a process holds.

/// Bytes of a process in memory, in KiB; none where the system does not say it in /proc.
pub fn resident(process: u32) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Says once why no memory was measured.
pub fn not_measured() {
    eprintln!("memory is not measured: this system has no /proc/PID/status");
}
