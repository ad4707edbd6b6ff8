// The bus on Azure: one Standard namespace, two queues with sessions for each agent, and the least rights on them.
// docs/azure.md says why each is as it is. What it makes can be deployed again: nothing on the queues is lost.

@description('Name of the namespace, unique in all of Azure; its host is <name>.servicebus.windows.net.')
@minLength(6)
@maxLength(50)
param namespaceName string

@description('Where it runs.')
param location string = resourceGroup().location

@description('Names of the agents, as in their own configuration: letters, digits and hyphens.')
param agents array

@description('Who is told of dead letters and throttling; nobody when empty.')
param alertEmail string = ''

@description('Whether to make the queues that tests/contracts/bus.test.ts needs. Never in a namespace that is in use.')
param testQueues bool = false

// Sessions are fixed when a queue is made. The time to live is a ceiling: every message carries its own.
var agentQueue = {
  requiresSession: true
  lockDuration: 'PT1M'
  maxDeliveryCount: 10
  defaultMessageTimeToLive: 'P1D'
  deadLetteringOnMessageExpiration: false
  requiresDuplicateDetection: false
  enablePartitioning: false
  maxSizeInMegabytes: 1024
}

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: namespaceName
  location: location
  sku: {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
    disableLocalAuth: false
  }
}

// The worker: sends requests, listens to answers, and reads and sends again the dead letters of both queues.
resource workerRule 'Microsoft.ServiceBus/namespaces/authorizationRules@2024-01-01' = {
  parent: namespace
  name: 'worker'
  properties: {
    rights: [
      'Listen'
      'Send'
    ]
  }
}

resource inQueues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for agent in agents: {
    parent: namespace
    name: 'agent-${agent}-in'
    properties: agentQueue
  }
]

resource outQueues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for agent in agents: {
    parent: namespace
    name: 'agent-${agent}-out'
    properties: agentQueue
  }
]

// The agent: the same rule name on both queues, so that one connection string opens both once their keys are the same.
resource inRules 'Microsoft.ServiceBus/namespaces/queues/authorizationRules@2024-01-01' = [
  for (agent, i) in agents: {
    parent: inQueues[i]
    name: 'agent-${agent}'
    properties: {
      rights: [
        'Listen'
      ]
    }
  }
]

resource outRules 'Microsoft.ServiceBus/namespaces/queues/authorizationRules@2024-01-01' = [
  for (agent, i) in agents: {
    parent: outQueues[i]
    name: 'agent-${agent}'
    properties: {
      rights: [
        'Send'
      ]
    }
  }
]

resource told 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmail)) {
  name: '${namespaceName}-told'
  location: 'global'
  properties: {
    groupShortName: 'tieout-bus'
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

var alerts = [
  {
    name: 'dead-letters'
    description: 'Messages were put aside: the page Dead letters explains each.'
    metric: 'DeadletteredMessages'
    aggregation: 'Maximum'
  }
  {
    name: 'throttled'
    description: 'The namespace asks for more than Standard gives.'
    metric: 'ThrottledRequests'
    aggregation: 'Total'
  }
]

resource metricAlerts 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in alerts: if (!empty(alertEmail)) {
    name: '${namespaceName}-${alert.name}'
    location: 'global'
    properties: {
      description: alert.description
      severity: 2
      enabled: true
      scopes: [
        namespace.id
      ]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: alert.name
            criterionType: 'StaticThresholdCriterion'
            metricName: alert.metric
            timeAggregation: alert.aggregation
            operator: 'GreaterThan'
            threshold: 0
          }
        ]
      }
      actions: [
        {
          actionGroupId: told.id
        }
      ]
    }
  }
]

// As `queues` in tests/contracts/bus.test.ts has them.
var tested = [
  {
    name: 'plain'
    properties: {
      maxDeliveryCount: 3
    }
  }
  {
    name: 'short-lock'
    properties: {
      lockDuration: 'PT5S'
      maxDeliveryCount: 2
    }
  }
  {
    name: 'expiring'
    properties: {
      deadLetteringOnMessageExpiration: true
    }
  }
  {
    name: 'unique'
    properties: {
      requiresDuplicateDetection: true
      duplicateDetectionHistoryTimeWindow: 'PT20S'
    }
  }
  {
    name: 'sessions'
    properties: {
      requiresSession: true
    }
  }
  {
    name: 'short-sessions'
    properties: {
      requiresSession: true
      lockDuration: 'PT5S'
    }
  }
]

resource testedQueues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for queue in tested: if (testQueues) {
    parent: namespace
    name: '${queue.name}-wss'
    properties: queue.properties
  }
]

output host string = '${namespaceName}.servicebus.windows.net'
