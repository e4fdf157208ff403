using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>Trading as far as the books see it: accounts that are what was told of them, and orders that fill at once at the last price.</summary>
public sealed class TestTrading : Module<ITrading>
{
    public override void AddServices(IHostApplicationBuilder host)
    {
        host.AddDatabase(this, Durability.Normal);
        host.Services.AddSingleton<TradingDesk>().AddSingleton<ITrading>(services => services.GetRequiredService<TradingDesk>());
    }
}

internal sealed class TradingDesk([FromKeyedServices("trading")] Database database) : ITrading
{
    private static readonly Instant64 Start = Instant64.FromUtc(2024, 3, 1, 12, 0);

    /// <summary>All of it happens in 2024: days are the market's, not those of the clock on the wall.</summary>
    private static readonly AccountSettings Replayed = new() { Feed = PaperFeed.Replay };

    private readonly Lock _gate = new();
    private readonly HashSet<string> _keys = [];
    private readonly Dictionary<string, (AccountView View, LiveAccount Live, long Told)> _accounts = new(StringComparer.Ordinal);

    /// <summary>What it says too much of its cash.</summary>
    public decimal Lie { get; set; }

    /// <summary>How many times what was told it says that it holds.</summary>
    public decimal Holds { get; set; } = 1m;

    /// <summary>What becomes of an order; as long as it is null the gate is shut.</summary>
    public Func<NewOrder, OrderReply>? Takes { get; set; }

    public async Task<AccountReply> OpenAccount(NewAccount account, CancellationToken ct)
    {
        if (_accounts.ContainsKey(account.AccountId)) return new(null, new("account-exists", $"There is an account '{account.AccountId}' already."));

        var live = new LiveAccount(new() { StartingCash = new(0m, account.Currency), Kind = account.Kind }, Start);
        var view = new AccountView(account.AccountId, account.Name, account.Mode, account.Broker, account.Currency, account.Kind, account.Leverage, account.Settings ?? Replayed, 1, 0m, null, null, null, 0m, [], [], Start);
        _accounts.Add(account.AccountId, (view, live, 0));
        await database.Write(writing => writing.Tell(account.AccountId, new AccountOpened(view)), ct);
        return account.Cash is { } cash ? await MoveCash(new(account.AccountId, account.Currency, cash), ct) : new(View(account.AccountId), null);
    }

    public async Task<AccountReply> ChangeAccount(AccountChange change, CancellationToken ct)
    {
        if (!_accounts.TryGetValue(change.AccountId, out var account)) return Unknown(change.AccountId);
        if (change.Version is { } version && version != account.View.Version) return new(null, new("version-conflict", "It has changed meanwhile."));

        _accounts[change.AccountId] = account with { View = account.View with { Name = change.Name ?? account.View.Name, Version = account.View.Version + 1 } };
        await database.Write(writing => writing.Tell(change.AccountId, new AccountChanged(View(change.AccountId))), ct);
        return new(View(change.AccountId), null);
    }

    public async Task<AccountReply> CloseAccount(AccountName account, CancellationToken ct)
    {
        if (!_accounts.TryGetValue(account.AccountId, out var open)) return Unknown(account.AccountId);

        _accounts[account.AccountId] = open with { View = open.View with { ClosedAt = Start, Version = open.View.Version + 1 } };
        await database.Write(writing => writing.Tell(account.AccountId, new AccountChanged(View(account.AccountId))), ct);
        return new(View(account.AccountId), null);
    }

    public async Task<AccountReply> MoveCash(CashMove move, CancellationToken ct)
    {
        if (!_accounts.ContainsKey(move.AccountId)) return Unknown(move.AccountId);

        await Tell(move.AccountId, live => live.Move(new Money(move.Amount, move.Currency), Start), sequence => new CashMoved(move.AccountId, move.Currency, move.Amount, move.Amount < 0m ? "withdrawal" : "deposit", move.Note, sequence, Start), ct);
        return new(View(move.AccountId), null);
    }

    public async Task<AccountReply> BookCash(CashFact fact, CancellationToken ct)
    {
        if (!_accounts.TryGetValue(fact.AccountId, out var account)) return Unknown(fact.AccountId);
        if (fact.IdempotencyKey is { } key && !_keys.Add(key)) return new(View(fact.AccountId), null);

        var instrument = fact.Symbol is { } symbol ? account.Live.PositionOf(symbol)!.Instrument : null;
        var booked = new BookedFact(fact.Kind, Start) { Part = fact.Part, Symbol = fact.Symbol, Amount = fact.Amount, Currency = fact.Currency, Received = fact.Received, ReceivedCurrency = fact.ReceivedCurrency };
        await Tell(fact.AccountId, live => live.Book(booked), sequence => new CashBooked(fact.AccountId, fact.Kind, fact.Currency, fact.Amount, instrument, fact.Part, fact.Received, fact.ReceivedCurrency, fact.Note, sequence, Start), ct);
        return new(View(fact.AccountId), null);
    }

    public async Task Fill(string id, Instrument instrument, decimal quantity, decimal price, string? strategy = null, decimal fee = 0m, int minute = 0)
    {
        var (side, time) = (quantity > 0m ? OrderSide.Buy : OrderSide.Sell, Start + Duration64.FromMinutes(minute));
        await Tell(id, live =>
        {
            live.TryAdd(instrument);
            live.Mark(instrument.Symbol, (double)price, time);
            live.Book(new Execution(1, new(1), instrument, side, new(Math.Abs(quantity)), new(price), fee, Liquidity.Taker, time), instrument.Currency);
        }, sequence => new TradeExecuted(new($"{id}:{instrument.Symbol}:{sequence}", null, id, instrument.Symbol, side, new Quantity(Math.Abs(quantity)), new(price), fee, instrument.Currency, Liquidity.Taker, strategy, false, time), instrument, sequence), default);
    }

    public Task<AccountList> ListAccounts(AccountQuery query, CancellationToken ct) => Task.FromResult(new AccountList([.. _accounts.Keys.Where(id => query.AccountId is null || id == query.AccountId).Select(View)]));

    public Task<OrderPreview> PreviewOrder(NewOrder order, CancellationToken ct) => Task.FromResult(new OrderPreview(true, [], Currency.Usd, 100m, null, null, null));

    public Task<OrderReply> PlaceOrder(NewOrder order, CancellationToken ct) =>
        Task.FromResult(Takes?.Invoke(order) ?? OrderReply.No(new("gate-shut", $"{order.Side} {order.Quantity} {order.Symbol} of {order.StrategyId ?? "nobody"} for {order.PortfolioId} was not sent.")));

    public Task<OrderReply> AmendOrder(OrderAmendment amendment, CancellationToken ct) => throw new NotSupportedException();

    public Task<OrderReply> CancelOrder(OrderCancel cancel, CancellationToken ct) => throw new NotSupportedException();

    public Task<OrderReply> GetOrder(OrderName order, CancellationToken ct) => throw new NotSupportedException();

    public Task<OrderPage> ListOrders(OrderQuery query, CancellationToken ct) => throw new NotSupportedException();

    public Task<ExecutionPage> ListExecutions(ExecutionQuery query, CancellationToken ct) => throw new NotSupportedException();

    public Task<TradingAlertPage> ListTradingAlerts(TradingAlertQuery query, CancellationToken ct) => throw new NotSupportedException();

    public Task<BrokerList> ListBrokers(AccountQuery query, CancellationToken ct) => throw new NotSupportedException();

    public Task<BrokerReply> ConnectBroker(AccountName account, CancellationToken ct) => throw new NotSupportedException();

    public Task<StopReport> DisconnectBroker(BrokerStop stop, CancellationToken ct) => throw new NotSupportedException();

    public Task<ReconciliationReply> GetReconciliation(AccountName account, CancellationToken ct) => throw new NotSupportedException();

    public Task<ReconciliationReply> AcceptDifferences(DifferenceAcceptance acceptance, CancellationToken ct) => throw new NotSupportedException();

    public Task<BrokerReply> SetCredentials(CredentialChange credentials, CancellationToken ct) => throw new NotSupportedException();

    public Task<BrokerReply> RemoveCredentials(AccountName account, CancellationToken ct) => throw new NotSupportedException();

    public Task<CredentialTest> TestCredentials(AccountName account, CancellationToken ct) => throw new NotSupportedException();

    public Task<TradingStatus> SetTradingMode(TradingModeChange change, CancellationToken ct) => throw new NotSupportedException();

    public Task<TradingStatus> GetTradingStatus(AccountQuery query, CancellationToken ct) =>
        Task.FromResult(new TradingStatus([.. _accounts.Keys.Where(id => query.AccountId is null || id == query.AccountId).Select(id => new AccountStatus(id, TradingMode.Normal, null, null, ConnectionStatus.Ready, null, 0, 0, 0, 0, new(id, null, false, [])))]));

    public Task<LimitReceipt> SetLimits(LimitSet limits, CancellationToken ct) => throw new NotSupportedException();

    public Task<StandingList> ListStandings(AccountQuery query, CancellationToken ct) => throw new NotSupportedException();

    public Task<StopReport> Flatten(FlattenRequest request, CancellationToken ct) => throw new NotSupportedException();

    public Task<OrderReply> ClosePosition(PositionClose close, CancellationToken ct) => throw new NotSupportedException();

    public Task<OrderReply> ProtectPosition(PositionProtection protection, CancellationToken ct) => throw new NotSupportedException();

    public Task<StopRuleReply> SetStopRule(StopRuleChange rule, CancellationToken ct) => throw new NotSupportedException();

    public Task<StopRuleReply> GetStopRule(PositionName position, CancellationToken ct) => throw new NotSupportedException();

    public Task<StopRuleReply> RemoveStopRule(PositionName position, CancellationToken ct) => throw new NotSupportedException();

    public Task<StopRuleList> ListStopRules(AccountQuery query, CancellationToken ct) => throw new NotSupportedException();

    private Task Tell<TEvent>(string id, Action<LiveAccount> book, Func<long, TEvent> what, CancellationToken ct) where TEvent : class
    {
        long sequence;
        lock (_gate)
        {
            var account = _accounts[id];
            book(account.Live);
            sequence = account.Told + 1;
            _accounts[id] = account with { Told = sequence };
        }

        return database.Write(writing => writing.Tell(id, what(sequence)), ct);
    }

    private AccountView View(string id)
    {
        lock (_gate) return ViewNow(id);
    }

    private AccountView ViewNow(string id)
    {
        var (view, live, told) = _accounts[id];
        return view with
        {
            BookSequence = told,
            Cash = live.Account.Cash + Lie,
            Balances = [.. live.Account.Balances.Select(balance => new CashBalance(balance.Currency, balance.Amount + Lie))],
            Positions =
            [
                .. live.Account.Positions.Where(position => position.Quantity * Holds != 0m).Select(position => new HeldPosition(
                    $"{id}:{position.Instrument.Symbol}", position.Instrument.Symbol, position.Quantity * Holds, position.AveragePrice, live.PriceOf(position.Instrument.Symbol), Start, position.RealizedPnl, position.Instrument.Currency, false, Start)),
            ],
        };
    }

    private static AccountReply Unknown(string id) => new(null, new("unknown-account", $"There is no account '{id}'."));
}
