using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Protecting;
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Modules.Trading.Store;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>What the writer of an account knows: its orders, books, prices and how far it has read its venue. Everything in it can be made again from the database.</summary>
internal sealed class AccountState
{
    /// <summary>How many orders that are over stay at hand, for what a venue still tells of them.</summary>
    private const int MostOver = 10_000;

    private readonly Dictionary<long, LiveOrder> _open = [];
    private readonly List<Order> _waiting = [];
    private readonly Dictionary<string, LiveOrder> _byClientId = new(StringComparer.Ordinal);
    private readonly Dictionary<(Symbol, string), LiveOrder> _byVenueId = [];
    private readonly Dictionary<long, LiveOrder> _over = [];
    private readonly Queue<LiveOrder> _oldestOver = new();
    private readonly Dictionary<long, LiveOrder> _entries = [];
    private readonly Queue<string> _requestKeys = new();
    private readonly Dictionary<Symbol, Holding> _holdings = [];

    public AccountState(AccountRow row, AccountSettings settings)
    {
        (Row, Settings) = (row, settings);
        Live = new(new AccountRules { StartingCash = new(0m, row.Currency), Kind = row.Kind, Leverage = row.Leverage, Lots = row.Lots ?? LotMethod.Average, Rates = RatesOf(row) }, row.OpenedAt);
    }

    public AccountRow Row { get; set; }

    public AccountSettings Settings { get; set; }

    /// <summary>What owed cash and shorts cost; nothing at a venue, which books it itself.</summary>
    public Financing Financing => Financing.OfPercent(Settings.InterestPercent ?? 0m, Settings.BorrowPercent ?? 0m);

    public string Id => Row.AccountId;

    public LiveAccount Live { get; }

    public PartHoldings Parts { get; } = new();

    /// <summary>Orders that are not over, by their numbers.</summary>
    public IReadOnlyDictionary<long, LiveOrder> Open => _open;

    /// <summary>Entries that are over and whose exits are not.</summary>
    public IEnumerable<LiveOrder> Entries => _entries.Values.Where(entry => entry.IsOver);

    /// <summary>The same as the gate sees them: whatever may yet trade.</summary>
    public IReadOnlyList<Order> Waiting => _waiting;

    public Dictionary<Symbol, PriceSeen> Prices { get; } = [];

    /// <summary>Whether all that is held is marked with prices of the market: of now, or of before the account was read. Otherwise it is marked with prices of fills, and what it is worth says nothing of gains and losses.</summary>
    public bool IsPriced => Live.Account.Positions.Select((position, place) => (position, place)).All(one => one.position.IsFlat || Prices.ContainsKey(one.position.Instrument.Symbol) || Live.Watch.RemembersPriceAt(one.place));

    /// <summary>From where executions of a symbol have not been read yet.</summary>
    public Dictionary<Symbol, long> Cursors { get; } = [];

    public HashSet<ExecutionKey> Executions { get; } = [];

    public Dictionary<string, RequestRow> Requests { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, DifferenceRow> Differences { get; set; } = new Dictionary<string, DifferenceRow>();

    /// <summary>Positions by symbol, with when and how they began.</summary>
    public IReadOnlyDictionary<Symbol, Holding> Holdings => _holdings;

    /// <summary>As they were last pushed; null: there are none, and only what reduces passes.</summary>
    public RiskLimits? Limits { get; set; }

    /// <summary>Where the accounts of its portfolios are; one that nobody has pushed limits to is by itself.</summary>
    public PortfolioRoom Room { get; set; } = new();

    /// <summary>Those of them that prices alone can break. They never become stale: a halt must work when risk is down.</summary>
    public RiskLimits? Watched { get; set; }

    /// <summary>What the account may do once a limit on losses is broken.</summary>
    public TradingMode OnBreach { get; set; } = TradingMode.ReduceOnly;

    /// <summary>Losses that somebody has let the account go on with, by the limits that they broke.</summary>
    public Dictionary<LossKey, LossReleaseRow> LossReleases { get; } = [];

    /// <summary>What guards its positions.</summary>
    public StopBook Stops { get; } = new();

    /// <summary>Exits of its positions that closings have taken away.</summary>
    public Dictionary<Symbol, Aside> Aside { get; } = [];

    /// <summary>Orders that were under way when they were written down, and how they stood: nobody has been told yet that they are in doubt.</summary>
    public List<(LiveOrder Order, OrderStatus Was)> Doubted { get; } = [];

    /// <summary>Raised by everything that a venue could show: what was compared with a venue meanwhile was compared with two things.</summary>
    public long Revision { get; set; }

    /// <summary>When account and venue were last compared; null: not since it was connected, or since its events were lost.</summary>
    public Instant64? ReconciledAt { get; set; }

    public bool Agrees { get; set; }

    /// <summary>What was asked for under a key, until the tables are sure to show it.</summary>
    public void Remember(RequestRow request)
    {
        Requests[request.RequestKey] = request;
        _requestKeys.Enqueue(request.RequestKey);
        if (_requestKeys.Count > MostOver) Requests.Remove(_requestKeys.Dequeue());
    }

    /// <summary>A price of the market, at its time.</summary>
    public void See(Symbol symbol, double price, Instant64 at)
    {
        Live.Mark(symbol, price, at);
        Prices[symbol] = new((decimal)price, at, Environment.TickCount64);
        Stops.See(symbol, (decimal)price);
    }

    public void Add(LiveOrder live)
    {
        Index(live);
        if (live.IsOver)
        {
            Shelve(live);
            return;
        }

        _open[live.Number] = live;
        _waiting.Add(live.Order);
        if (IsEntry(live)) _entries[live.Number] = live;
    }

    /// <summary>An entry that is over, of which exits wait.</summary>
    public void AddEntry(LiveOrder entry)
    {
        Index(entry);
        _over[entry.Number] = entry;
        _entries[entry.Number] = entry;
    }

    public void Know(ClientOrderId name, LiveOrder live) => _byClientId[name.Value] = live;

    /// <summary>Takes note of what the venue calls it.</summary>
    public void KnowVenueId(LiveOrder live)
    {
        if (live.VenueId is { } venueId) _byVenueId[(live.Order.Instrument.Symbol, venueId)] = live;
    }

    /// <summary>The same order with other terms of its own: it was never sent.</summary>
    public void Exchange(LiveOrder old, LiveOrder next)
    {
        _open[old.Number] = next;
        _waiting[_waiting.IndexOf(old.Order)] = next.Order;
        Index(next);
    }

    /// <summary>The order of that name, if it is open or was until lately.</summary>
    public LiveOrder? Find(string clientId) => _byClientId.GetValueOrDefault(clientId);

    /// <summary>The same by the venue's own number of it.</summary>
    public LiveOrder? FindByVenue(Symbol symbol, string venueId) => _byVenueId.GetValueOrDefault((symbol, venueId));

    /// <summary>An order that was over long ago is at hand again: something late is told of it.</summary>
    public void Recall(LiveOrder live)
    {
        if (Find(live.Number) is not null) return;
        Index(live);
        Shelve(live);
    }

    public LiveOrder? Find(long number) => _open.GetValueOrDefault(number) ?? _over.GetValueOrDefault(number);

    /// <summary>It is over, and counts no more.</summary>
    public void Close(LiveOrder live)
    {
        if (!_open.Remove(live.Number)) return;
        _waiting.Remove(live.Order);
        Shelve(live);
        if ((IsEntry(live) ? live.Order : live.Order.Group?.Entry) is { } entry && !_open.Values.Any(one => one.Order.Group?.Entry == entry)) _entries.Remove(entry.Id.Value);
    }

    /// <summary>It was believed to be over, and has traded since: where it stands now is to be asked.</summary>
    public void Reopen(LiveOrder live)
    {
        if (!_open.TryAdd(live.Number, live)) return;
        _over.Remove(live.Number);
        _waiting.Add(live.Order);
    }

    /// <summary>How much of a position an order can close: a spot venue sells what is there, which fees may have made less than was bought.</summary>
    public Quantity ClosableOf(Position position)
    {
        var held = Math.Abs(position.Quantity);
        if (position.Quantity > 0m && LiveAccount.CoinOf(position.Instrument) is { } coin) held = Math.Clamp(Live.TotalOf(coin), 0m, held);
        return position.Instrument.RoundDownToLot(held);
    }

    /// <summary>Takes note of how a position changed; tells how it began and ended.</summary>
    public Holding HoldingOf(Symbol symbol)
    {
        if (!_holdings.TryGetValue(symbol, out var holding)) _holdings.Add(symbol, holding = new());
        return holding;
    }

    // On paper, dollars are dollars, so that one account can trade stocks and coins.
    private static IReadOnlyList<ExchangeRate> RatesOf(AccountRow row) => row is { Broker: BrokerLines.Paper, Kind: AccountKind.Margin } ? ExchangeRate.DollarsAtPar(row.Currency) : [];

    private static bool IsEntry(LiveOrder live) => live.Order.Group is { Type: OrderGroupType.Bracket, Entry: null };

    private void Index(LiveOrder live)
    {
        _byClientId[live.ClientId.Value] = live;
        if (live.NextClientId is { } next) _byClientId[next.Value] = live;
        KnowVenueId(live);
    }

    private void Shelve(LiveOrder live)
    {
        _over[live.Number] = live;
        _oldestOver.Enqueue(live);
        if (_oldestOver.Count > MostOver) Forget(_oldestOver.Dequeue());
    }

    // One that is open again, is to come back, or is an entry whose exits wait, stays.
    private void Forget(LiveOrder oldest)
    {
        if (Aside.Values.Any(aside => aside.Exits.Contains(oldest.Number)) || _entries.ContainsKey(oldest.Number))
        {
            _oldestOver.Enqueue(oldest);
            return;
        }

        if (!_over.Remove(oldest.Number)) return;
        _byClientId.Remove(oldest.ClientId.Value);
        for (var version = 0; version <= oldest.Version; version++) _byClientId.Remove(Names.ClientId(Id, oldest.Number, version).Value);
        if (oldest.VenueId is { } venueId) _byVenueId.Remove((oldest.Order.Instrument.Symbol, venueId));
    }
}

/// <summary>A price, and when it was seen.</summary>
/// <param name="Tick">By the machine's clock, in milliseconds.</param>
internal readonly record struct PriceSeen(decimal Price, Instant64 At, long Tick);

/// <summary>One life of a position.</summary>
internal sealed class Holding
{
    public Instant64 OpenedAt { get; set; }

    /// <summary>What the position had realised when this life of it began.</summary>
    public decimal RealizedBefore { get; set; }

    /// <summary>Since when nothing protects it, by the machine's clock in milliseconds; null while something does.</summary>
    public long? BareSince { get; set; }

    /// <summary>Whether somebody has been told, or something is being done about it.</summary>
    public bool IsHandled { get; set; }
}
