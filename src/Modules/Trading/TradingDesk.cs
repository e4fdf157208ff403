using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Modules.Trading.Stopping;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading;

/// <summary>Keeps the contract: passes what is asked to the desk that it belongs to.</summary>
internal sealed class TradingDesk(AccountDesks desks, AccountOffice office, OrderDesk orders, PositionDesk positions, StopRuleDesk stops, BrokerDesk brokers, SwitchDesk switches, LimitDesk limitDesk, OrderLists lists) : ITrading
{
    public Task<OrderReply> PlaceOrder(NewOrder order, CancellationToken ct) => orders.Place(order, OrderPurpose.Enter, isEmergency: false, ct);

    public Task<OrderPreview> PreviewOrder(NewOrder order, CancellationToken ct) => orders.Preview(order, ct);

    public Task<OrderReply> AmendOrder(OrderAmendment amendment, CancellationToken ct) => orders.Amend(amendment, ct);

    public Task<OrderReply> CancelOrder(OrderCancel cancel, CancellationToken ct) => orders.Cancel(cancel, ct);

    public Task<OrderReply> GetOrder(OrderName order, CancellationToken ct) => OrderFieldCheck.FaultOf(order) is { } fault ? Task.FromResult(OrderReply.No(fault)) : orders.Find(order.OrderId, ct);

    public async Task<OrderPage> ListOrders(OrderQuery query, CancellationToken ct) => await desks.UnknownOf(query.AccountId) is { } unknown ? new([], null, unknown) : await lists.Orders(query, ct);

    public async Task<Contracts.Trading.ExecutionPage> ListExecutions(ExecutionQuery query, CancellationToken ct) =>
        await desks.UnknownOf(query.AccountId) is { } unknown ? new([], null, unknown) : await lists.Executions(query, ct);

    public async Task<TradingAlertPage> ListTradingAlerts(TradingAlertQuery query, CancellationToken ct) =>
        await desks.UnknownOf(query.AccountId) is { } unknown ? new([], null, unknown) : await lists.Alerts(query, ct);

    public Task<AccountList> ListAccounts(AccountQuery query, CancellationToken ct) => office.List(query);

    public Task<AccountReply> OpenAccount(NewAccount account, CancellationToken ct) => AccountFieldCheck.FaultOf(account) is { } fault ? Task.FromResult(new AccountReply(null, fault)) : desks.Open(account, ct);

    public Task<AccountReply> ChangeAccount(AccountChange change, CancellationToken ct) => office.Change(change);

    public Task<AccountReply> CloseAccount(AccountName account, CancellationToken ct) => office.Close(account);

    public Task<AccountReply> MoveCash(CashMove move, CancellationToken ct) => office.Move(move, ct);

    public Task<AccountReply> BookCash(CashFact fact, CancellationToken ct) => office.Book(fact, ct);

    public Task<BrokerList> ListBrokers(AccountQuery query, CancellationToken ct) => brokers.List(query.AccountId, ct);

    public Task<BrokerReply> ConnectBroker(AccountName account, CancellationToken ct) => brokers.Connect(account, ct);

    public Task<StopReport> DisconnectBroker(BrokerStop stop, CancellationToken ct) => brokers.Disconnect(stop, ct);

    public Task<ReconciliationReply> GetReconciliation(AccountName account, CancellationToken ct) => brokers.Reconciliation(account);

    public Task<ReconciliationReply> AcceptDifferences(DifferenceAcceptance acceptance, CancellationToken ct) => brokers.Accept(acceptance, ct);

    public Task<BrokerReply> SetCredentials(CredentialChange credentials, CancellationToken ct) => brokers.SetCredentials(credentials, ct);

    public Task<BrokerReply> RemoveCredentials(AccountName account, CancellationToken ct) => brokers.RemoveCredentials(account, ct);

    public Task<CredentialTest> TestCredentials(AccountName account, CancellationToken ct) => brokers.TestCredentials(account, ct);

    public Task<TradingStatus> SetTradingMode(TradingModeChange change, CancellationToken ct) => switches.Set(change);

    public Task<StopReport> Flatten(FlattenRequest request, CancellationToken ct) => switches.Flatten(request, ct);

    public Task<TradingStatus> GetTradingStatus(AccountQuery query, CancellationToken ct) => switches.Status(query.AccountId);

    public Task<LimitReceipt> SetLimits(LimitSet limits, CancellationToken ct) => limitDesk.Set(limits, ct);

    public Task<StandingList> ListStandings(AccountQuery query, CancellationToken ct) => limitDesk.Standings(query.AccountId);

    public Task<OrderReply> ClosePosition(PositionClose close, CancellationToken ct) => positions.Close(close, ct);

    public Task<OrderReply> ProtectPosition(PositionProtection protection, CancellationToken ct) => positions.Protect(protection, ct);

    public Task<StopRuleReply> SetStopRule(StopRuleChange rule, CancellationToken ct) => stops.Set(rule, ct);

    public Task<StopRuleReply> GetStopRule(PositionName position, CancellationToken ct) => stops.Get(position);

    public Task<StopRuleReply> RemoveStopRule(PositionName position, CancellationToken ct) => stops.Remove(position);

    public Task<StopRuleList> ListStopRules(AccountQuery query, CancellationToken ct) => stops.List(query);
}
