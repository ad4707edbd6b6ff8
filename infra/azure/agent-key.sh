#!/bin/sh
# Gives an agent a new key: the same on its two queues, so that one connection string opens both. The other key of the
# pair goes on working. The connection string goes to standard output and nowhere else.
# usage: agent-key.sh RESOURCE_GROUP NAMESPACE AGENT PrimaryKey|SecondaryKey > FILE
set -eu
umask 077

if [ $# -ne 4 ]; then
  echo "usage: agent-key.sh RESOURCE_GROUP NAMESPACE AGENT PrimaryKey|SecondaryKey > FILE" >&2
  exit 2
fi
group=$1 namespace=$2 agent=$3 which=$4
case $which in
  PrimaryKey | SecondaryKey) ;;
  *)
    echo "the fourth argument is PrimaryKey or SecondaryKey" >&2
    exit 2
    ;;
esac

key=$(openssl rand -base64 32)
for queue in "agent-$agent-in" "agent-$agent-out"; do
  az servicebus queue authorization-rule keys renew --only-show-errors --output none \
    --resource-group "$group" --namespace-name "$namespace" --queue-name "$queue" --name "agent-$agent" \
    --key "$which" --key-value "$key"
done
printf 'Endpoint=sb://%s.servicebus.windows.net/;SharedAccessKeyName=agent-%s;SharedAccessKey=%s\n' \
  "$namespace" "$agent" "$key"
