# Sourced: `free_port` prints a loopback port that nobody listens on, below those that the system hands out by itself.
free_port() {
  local port
  for _ in $(seq 20); do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}
