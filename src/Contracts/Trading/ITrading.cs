namespace AlgoTrendy.Contracts.Trading;

/// <summary>Sends orders through the risk gate to venues, and knows where each stands: no order lost, none doubled.</summary>
public interface ITrading
{
    /// <summary>Judges an order and, when it is approved and written down, sends it. The reply comes before the venue's answer, unless that is there within the wait that was asked for.</summary>
    Task<OrderReply> PlaceOrder(NewOrder order, CancellationToken ct);

    /// <summary>What the gate would say to an order now; nothing is stored or sent.</summary>
    Task<OrderPreview> PreviewOrder(NewOrder order, CancellationToken ct);

    /// <summary>Asks the venue to change a waiting order.</summary>
    Task<OrderReply> AmendOrder(OrderAmendment amendment, CancellationToken ct);

    /// <summary>Asks the venue to end a waiting order. A shut gate lets it pass.</summary>
    Task<OrderReply> CancelOrder(OrderCancel cancel, CancellationToken ct);

    Task<OrderReply> GetOrder(OrderName order, CancellationToken ct);

    /// <summary>The newest first, a page at a time.</summary>
    Task<OrderPage> ListOrders(OrderQuery query, CancellationToken ct);

    /// <summary>The newest first, a page at a time.</summary>
    Task<ExecutionPage> ListExecutions(ExecutionQuery query, CancellationToken ct);

    /// <summary>What somebody should see, the newest first, a page at a time.</summary>
    Task<TradingAlertPage> ListTradingAlerts(TradingAlertQuery query, CancellationToken ct);

    /// <summary>The accounts as their writers see them: cash, positions and equity at the last prices.</summary>
    Task<AccountList> ListAccounts(AccountQuery query, CancellationToken ct);

    Task<AccountReply> OpenAccount(NewAccount account, CancellationToken ct);

    /// <summary>Changes what may be changed of an account: its name and settings.</summary>
    Task<AccountReply> ChangeAccount(AccountChange change, CancellationToken ct);

    /// <summary>Closes a paper account that holds nothing and has no order waiting, for ever. What it did stays to be read. A closed one stays closed.</summary>
    Task<AccountReply> CloseAccount(AccountName account, CancellationToken ct);

    /// <summary>Puts money into a paper account, or takes it out. Money of a real account moves at its broker, and is found there.</summary>
    Task<AccountReply> MoveCash(CashMove move, CancellationToken ct);

    /// <summary>Books what a paper account paid or got otherwise: a fee, interest, borrow, funding, a dividend, a conversion. It counts as profit or loss. A real account's balance is its venue's word.</summary>
    Task<AccountReply> BookCash(CashFact fact, CancellationToken ct);

    /// <summary>The connection of each account to its venue.</summary>
    Task<BrokerList> ListBrokers(AccountQuery query, CancellationToken ct);

    Task<BrokerReply> ConnectBroker(AccountName account, CancellationToken ct);

    /// <summary>Ends the connection after a stop that is verified: waiting orders are cancelled when that is asked for, and what is left is named.</summary>
    Task<StopReport> DisconnectBroker(BrokerStop stop, CancellationToken ct);

    /// <summary>What the last comparison with the venue found.</summary>
    Task<ReconciliationReply> GetReconciliation(AccountName account, CancellationToken ct);

    /// <summary>Takes the venue's word for the named differences, so that the gate can open.</summary>
    Task<ReconciliationReply> AcceptDifferences(DifferenceAcceptance acceptance, CancellationToken ct);

    /// <summary>Keeps what opens the broker, encrypted. Paper, testnet, a venue on this machine; or live, with a person's opt-in for exactly this account.</summary>
    Task<BrokerReply> SetCredentials(CredentialChange credentials, CancellationToken ct);

    Task<BrokerReply> RemoveCredentials(AccountName account, CancellationToken ct);

    /// <summary>Asks the venue for clock and balances with the stored credentials; trades nothing.</summary>
    Task<CredentialTest> TestCredentials(AccountName account, CancellationToken ct);

    /// <summary>Normal, reduce-only or halted: for one account, or for all.</summary>
    Task<TradingStatus> SetTradingMode(TradingModeChange change, CancellationToken ct);

    /// <summary>Cancels what waits, sees that the venue has none left, and closes positions by what the venue says is held. Works whatever the mode.</summary>
    Task<StopReport> Flatten(FlattenRequest request, CancellationToken ct);

    Task<TradingStatus> GetTradingStatus(AccountQuery query, CancellationToken ct);

    /// <summary>Takes the limits that accounts are judged by from now on, and keeps them. Asked again with the same version it only makes them last longer.</summary>
    Task<LimitReceipt> SetLimits(LimitSet limits, CancellationToken ct);

    /// <summary>How much of the limits on exposure, positions and losses is used now, whether or not anybody trades.</summary>
    Task<StandingList> ListStandings(AccountQuery query, CancellationToken ct);

    Task<OrderReply> ClosePosition(PositionClose close, CancellationToken ct);

    /// <summary>Puts a stop for the whole position at the venue.</summary>
    Task<OrderReply> ProtectPosition(PositionProtection protection, CancellationToken ct);

    /// <summary>Attaches a rule to a position that is held: its stop follows the position until that is closed. It takes the place of the rule before.</summary>
    Task<StopRuleReply> SetStopRule(StopRuleChange rule, CancellationToken ct);

    Task<StopRuleReply> GetStopRule(PositionName position, CancellationToken ct);

    /// <summary>Takes the rule away, and cancels its stop.</summary>
    Task<StopRuleReply> RemoveStopRule(PositionName position, CancellationToken ct);

    Task<StopRuleList> ListStopRules(AccountQuery query, CancellationToken ct);
}
