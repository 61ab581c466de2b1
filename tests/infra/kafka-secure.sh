# Sourced by bin/infra: with LEDGERDESK_INFRA_KAFKA_SECURE=on the broker listens a second time, two ports above the first,
# with TLS and passwords: the user `desk` by SCRAM-SHA-512 and SCRAM-SHA-256, and the user `plain` by PLAIN. The certificate
# is made here, trusted by nobody else, and deleted with the data; the passwords protect nothing but a test on loopback.

kafka_secure=${LEDGERDESK_INFRA_KAFKA_SECURE:-off}
kafka_secure_port=$((kafka_port + 2))
kafka_secret=only-for-tests

# Adds the listener to the properties, where of a name given twice the last counts, and makes the broker's certificate.
kafka_secure_configure() {
  [ "$kafka_secure" = on ] || return 0
  rm -f "$kafka_run/broker.p12" "$kafka_run/ca.pem"
  keytool -genkeypair -alias broker -keyalg EC -groupname secp256r1 -validity 30 -dname CN=localhost \
    -ext san=dns:localhost,ip:127.0.0.1 -ext bc:c=ca:true \
    -storetype PKCS12 -keystore "$kafka_run/broker.p12" -storepass "$kafka_secret" > "$kafka_run/keytool.log" 2>&1 &&
    keytool -exportcert -rfc -alias broker -keystore "$kafka_run/broker.p12" -storepass "$kafka_secret" \
      > "$kafka_run/ca.pem" 2>> "$kafka_run/keytool.log" || { cat "$kafka_run/keytool.log" >&2; fail "no certificate for Kafka"; }
  module=org.apache.kafka.common.security
  cat >> "$kafka_run/server.properties" <<PROPERTIES
listeners=PLAINTEXT://127.0.0.1:$kafka_port,CONTROLLER://127.0.0.1:$kafka_controller_port,SASL_SSL://127.0.0.1:$kafka_secure_port
advertised.listeners=PLAINTEXT://127.0.0.1:$kafka_advertised_port,SASL_SSL://localhost:$kafka_secure_port
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL
ssl.keystore.location=$kafka_run/broker.p12
ssl.keystore.password=$kafka_secret
ssl.keystore.type=PKCS12
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
listener.name.sasl_ssl.plain.sasl.jaas.config=$module.plain.PlainLoginModule required user_plain="$kafka_secret";
listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=$module.scram.ScramLoginModule required;
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=$module.scram.ScramLoginModule required;
PROPERTIES
}

# Arguments with which the storage is formatted, a line each: where SCRAM users are kept.
kafka_secure_users() {
  [ "$kafka_secure" = on ] || return 0
  for mechanism in SCRAM-SHA-256 SCRAM-SHA-512; do
    echo --add-scram
    echo "$mechanism=[name=desk,password=$kafka_secret]"
  done
}

kafka_secure_print() {
  [ "$kafka_secure" = on ] || return 0
  echo "LEDGERDESK_TEST_KAFKA_SECURE_BROKERS=localhost:$kafka_secure_port"
  echo "LEDGERDESK_TEST_KAFKA_CA=$kafka_run/ca.pem"
}
