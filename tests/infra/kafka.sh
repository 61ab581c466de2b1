# Sourced by bin/infra: an Apache Kafka broker in KRaft mode, one process, from the jars in Maven's repository.

kafka_version=4.1.0
kafka_port=${LEDGERDESK_INFRA_KAFKA_PORT:-15440}
kafka_controller_port=$((kafka_port + 1))
# Where clients are told to connect, when that is a proxy before the broker.
kafka_advertised_port=${LEDGERDESK_INFRA_KAFKA_ADVERTISED_PORT:-$kafka_port}
kafka_home=$home/kafka-$kafka_version
kafka_run=$kafka_home${instance:+/$instance}
kafka_pid=$kafka_run/pid
# One of several brokers of one cluster: its number, all of them as number@host:controller port, and the cluster's id.
kafka_node=${LEDGERDESK_INFRA_KAFKA_NODE:-1}
kafka_voters=${LEDGERDESK_INFRA_KAFKA_VOTERS:-1@127.0.0.1:$kafka_controller_port}
kafka_cluster=${LEDGERDESK_INFRA_KAFKA_CLUSTER:-}
case $kafka_voters in *,*) kafka_copies=3 ;; *) kafka_copies=1 ;; esac

kafka_fetch() {
  command -v mvn > /dev/null && command -v java > /dev/null || {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends -qq maven default-jre-headless > /dev/null
  }
  rm -rf "$kafka_home"
  mkdir -p "$kafka_home"
  cat > "$kafka_home/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>ledgerdesk</groupId><artifactId>broker</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$kafka_version</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>2.24.3</version></dependency>
  </dependencies>
</project>
XML
  mvn -q -B -f "$kafka_home/pom.xml" dependency:copy-dependencies -DoutputDirectory="$kafka_home/lib" -DincludeScope=runtime > "$kafka_home/fetch.log" 2>&1 ||
    { tail -n 5 "$kafka_home/fetch.log" >&2; fail "Kafka's jars could not be fetched"; }
  kafka_lay_down_classes
  touch "$kafka_home/.complete"
}

# A broker of one test or of CI lives for minutes: what an optimising compiler costs it never earns back.
kafka_compiler=
if [ -n "$instance" ] || [ "${CI:-}" = true ]; then kafka_compiler=-XX:TieredStopAtLevel=1; fi

# Takes the place of the shell it is called in, always one of its own: the pid of that shell is the broker's.
kafka_java() {
  exec java -cp "$kafka_home/lib/*" -Dlog4j2.configurationFile="$kafka_run/log4j2.properties" -Xmx512m -XX:+UseSerialGC \
    $kafka_compiler $kafka_class_option "$@"
}

kafka_classes=$kafka_home/classes.jsa
kafka_class_option=
if [ -e "$kafka_classes" ]; then kafka_class_option=-XX:SharedArchiveFile=$kafka_classes; fi

# The classes of a broker that has run once, in a file that others map: they start in half of the processor time. Where it is
# missing they load them one by one.
kafka_lay_down_classes() {
  (
    kafka_run=$kafka_home/once
    kafka_pid=$kafka_run/pid
    kafka_node=1
    kafka_voters=1@127.0.0.1:$kafka_controller_port
    kafka_configure
    kafka_format
    kafka_class_option=-XX:ArchiveClassesAtExit=$kafka_classes.new
    kafka_start
    broker=$(cat "$kafka_pid")
    kill "$broker"
    # It writes the file while it ends: one that had to be killed has written half of it.
    wait "$broker" || true
    if kafka_running; then kafka_kill; else mv "$kafka_classes.new" "$kafka_classes" || true; fi
    rm -rf "$kafka_run"
  )
  if [ -e "$kafka_classes" ]; then kafka_class_option=-XX:SharedArchiveFile=$kafka_classes; fi
}

kafka_running() {
  [ -e "$kafka_pid" ] && kill -0 "$(cat "$kafka_pid")" 2> /dev/null
}

kafka_answers() {
  (exec 3<> "/dev/tcp/127.0.0.1/$kafka_port") 2> /dev/null || node -e "
    require('net').connect($kafka_port, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))" 2> /dev/null
}

kafka_configure() {
  mkdir -p "$kafka_run"
  cat > "$kafka_run/server.properties" <<PROPERTIES
process.roles=broker,controller
node.id=$kafka_node
controller.quorum.voters=$kafka_voters
listeners=PLAINTEXT://127.0.0.1:$kafka_port,CONTROLLER://127.0.0.1:$kafka_controller_port
advertised.listeners=PLAINTEXT://127.0.0.1:$kafka_advertised_port
controller.listener.names=CONTROLLER
log.dirs=$kafka_run/data
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
offsets.topic.num.partitions=8
offsets.topic.replication.factor=$kafka_copies
transaction.state.log.num.partitions=4
transaction.state.log.replication.factor=$kafka_copies
transaction.state.log.min.isr=1
PROPERTIES
  kafka_secure_configure
  cat > "$kafka_run/log4j2.properties" <<PROPERTIES
rootLogger.level=warn
rootLogger.appenderRef.file.ref=file
appender.file.type=File
appender.file.name=file
appender.file.fileName=$kafka_run/broker.log
appender.file.layout.type=PatternLayout
appender.file.layout.pattern=%d %p %c %m%n
PROPERTIES
}

kafka_format() {
  [ -n "$kafka_cluster" ] || kafka_cluster=$(kafka_java kafka.tools.StorageTool random-uuid | tail -n 1)
  (
    set -f # the users have brackets in them
    kafka_java kafka.tools.StorageTool format --cluster-id="$kafka_cluster" -c "$kafka_run/server.properties" $(kafka_secure_users)
  ) > "$kafka_run/out.log" 2>&1 ||
    { tail -n 5 "$kafka_run/out.log" >&2; fail "Kafka's storage could not be formatted"; }
}

# Starts the broker on the data that is there; the chaos suite restarts it this way.
kafka_start() {
  kafka_java kafka.Kafka "$kafka_run/server.properties" > "$kafka_run/out.log" 2>&1 &
  echo $! > "$kafka_pid"
  tries=0
  until kafka_answers; do
    tries=$((tries + 1))
    [ "$tries" -lt 150 ] && kafka_running || { tail -n 5 "$kafka_run/broker.log" "$kafka_run/out.log" >&2; fail "Kafka did not start"; }
    sleep 0.2
  done
}

kafka_up() {
  [ -e "$kafka_home/.complete" ] || { echo "installing Apache Kafka $kafka_version …" >&2; kafka_fetch; }
  if ! kafka_running; then
    rm -rf "$kafka_run/data"
    kafka_configure
    kafka_format
    kafka_start
  fi
  # One that was up already has the port it was started with.
  kafka_port=$(sed -n 's|^listeners=PLAINTEXT://127.0.0.1:\([0-9]*\).*|\1|p' "$kafka_run/server.properties" | tail -n 1)
  echo "LEDGERDESK_TEST_KAFKA_BROKERS=127.0.0.1:$kafka_port"
  kafka_secure_print
}

kafka_down() {
  kafka_running || return 0
  kill "$(cat "$kafka_pid")"
  tries=0
  while kafka_running && [ "$tries" -lt 100 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  kafka_kill
}

kafka_kill() {
  if kafka_running; then kill -9 "$(cat "$kafka_pid")"; fi
  rm -f "$kafka_pid"
}

# Logs and settings of the installation's own broker stay; they are small, and it may be looked at later.
kafka_remove() {
  rm -rf "${kafka_run:?}/data"
  if [ -n "$instance" ]; then rm -rf "${kafka_run:?}"; fi
}
