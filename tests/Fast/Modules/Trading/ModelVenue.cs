using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>How a write goes.</summary>
internal enum Fate
{
    Done,
    DoneButLost,
    NotDoneAndLost,
    Refused,
    Late,
    Half,
    Throws,

    /// <summary>It comes to the venue only when what is late comes.</summary>
    OnItsWay,
}

/// <summary>A venue that keeps the truth in a few lines, and answers, tells and forgets to as the test wants.</summary>
internal sealed class ModelVenue : IBroker
{
    public static readonly Symbol Btc = new("BTCUSDT", "BINANCE");

    public static readonly Instrument Rules = new()
    {
        Symbol = Btc,
        AssetClass = AssetClass.Crypto,
        Currency = Currency.Usdt,
        BaseCurrency = new Currency("BTC"),
        TickSize = 0.01m,
        LotSize = 0.01m,
    };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ModelOrder> _orders = [];
    private readonly List<VenueExecution> _executions = [];
    private readonly HashSet<long> _unlisted = [];
    private readonly List<TaskCompletionSource> _late = [];
    private long _numbers = 1_000;

    public Dictionary<Currency, decimal> Money { get; } = new() { [Currency.Usdt] = 100_000m, [new("BTC")] = 0m, [new("BNB")] = 1m };

    /// <summary>What the next write comes to.</summary>
    public Fate Next { get; set; }

    /// <summary>And those after it, in their order.</summary>
    public Queue<Fate> Then { get; } = new();

    /// <summary>When it will listen again, as it says with a refusal; null: it has decided.</summary>
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>With which code it refuses what it has decided about.</summary>
    public string RefusalCode { get; set; } = BrokerRefusals.Rejected;

    /// <summary>How long what was just taken is not found: less than the settling time.</summary>
    public int HiddenMs { get; set; }

    /// <summary>Whether questions are answered.</summary>
    public bool IsMute { get; set; }

    /// <summary>Whether its stream does not come about.</summary>
    public bool IsStreamDown { get; set; }

    /// <summary>What its stream has to tell, in order; who delivers it may do so as he likes.</summary>
    public List<BrokerEvent> ToTell { get; } = [];

    /// <summary>Hears everything at once, where nobody delivers by hand.</summary>
    public Action<BrokerEvent>? Tell { get; set; }

    /// <summary>Names that it was given more than once.</summary>
    public List<string> SentTwice { get; } = [];

    public IReadOnlyCollection<ModelOrder> Orders => _orders.Values;

    public IReadOnlyList<VenueExecution> Trades => _executions;

    public bool KnowsBrackets { get; init; }

    public bool Refuses { get; set; }

    public BrokerCapabilities Capabilities { get; init; } = new()
    {
        Terms = new[] { typeof(MarketTerms), typeof(LimitTerms), typeof(StopTerms), typeof(StopLimitTerms) }.ToFrozenSet(),
        TimesInForce = new[] { TimeInForce.Gtc, TimeInForce.Ioc, TimeInForce.Fok }.ToFrozenSet(),
        PostOnly = true,
        TrailingPercent = false,
        TrailingAmount = false,
        Oco = true,
        Bracket = false,
        ReduceOnly = false,
        Replace = true,
        ClientOrderIdsReturn = true,
        SettlingTime = TimeSpan.FromMilliseconds(20),
    };

    private WriteOutcome No => RetryAfter is { } after ? new WriteOutcome.Refused(new(BrokerRefusals.RateLimited, "Slowly."), after) : new WriteOutcome.Refused(new(RefusalCode, "No."));

    public ModelOrder? Find(string clientId)
    {
        lock (_gate) return _orders.GetValueOrDefault(clientId);
    }

    public Task<WriteOutcome> Place(OrderTicket ticket, CancellationToken ct) => Write<WriteOutcome>(
        () => Refuses ? No : new WriteOutcome.Accepted([Take(ticket, ticket.Id).Report()]),
        () => No,
        () => new WriteOutcome.Unknown("Nobody heard."),
        half: () =>
        {
            Take(ticket, ticket.Id);
            return new WriteOutcome.Refused(new(BrokerRefusals.DuplicateOrder, "It is there already."));
        });

    public Task<WriteOutcome> PlaceOco(OcoTicket ticket, CancellationToken ct) => Write<WriteOutcome>(
        () => new WriteOutcome.Accepted([
            Take(new(ticket.LimitId, ticket.Symbol, ticket.Side, ticket.Quantity, new LimitTerms(ticket.Limit)), ticket.LimitId).Report(),
            Take(new(ticket.StopId, ticket.Symbol, ticket.Side, ticket.Quantity, new StopTerms(ticket.Stop)), ticket.StopId).Report()]),
        () => No,
        () => new WriteOutcome.Unknown("Nobody heard."));

    public Task<WriteOutcome> PlaceBracket(BracketTicket ticket, CancellationToken ct) => throw new NotSupportedException("It knows no brackets.");

    public Task<WriteOutcome> Cancel(OrderKey order, CancellationToken ct) => Write<WriteOutcome>(
        () => End(order.Id.Value, VenueOrderStatus.Cancelled) is { } ended ? new WriteOutcome.Accepted([ended.Report()]) : new WriteOutcome.Refused(new(BrokerRefusals.OrderNotOpen, "It is not open.")),
        () => new WriteOutcome.Refused(new(BrokerRefusals.RateLimited, "Slowly."), TimeSpan.FromSeconds(1)),
        () => new WriteOutcome.Unknown("Nobody heard."));

    public Task<ReplaceOutcome> Replace(ReplaceTicket ticket, CancellationToken ct) => Write<ReplaceOutcome>(
        () =>
        {
            if (_orders.GetValueOrDefault(ticket.Old.Id.Value) is not { IsOpen: true } old || (ticket.OnlyIfUnfilled && old.Filled > 0m)) return new ReplaceOutcome.Kept(new(BrokerRefusals.Rejected, "It is not as it was."));
            End(old.ClientId, VenueOrderStatus.Cancelled);
            return new ReplaceOutcome.Replaced(Take(ticket.Next, ticket.Next.Id).Report());
        },
        () => new ReplaceOutcome.Kept(new(BrokerRefusals.Rejected, "No.")),
        () => new ReplaceOutcome.Unknown("Nobody heard."),
        half: () => _orders.GetValueOrDefault(ticket.Old.Id.Value) is not { IsOpen: true, Filled: 0m } old
            ? new ReplaceOutcome.Kept(new(BrokerRefusals.Rejected, "It is not as it was."))
            : End(old.ClientId, VenueOrderStatus.Cancelled) is null ? new ReplaceOutcome.Unknown("It is gone.") : new ReplaceOutcome.OnlyCancelled(new(BrokerRefusals.FilterFailed, "The old one went, the new one did not come.")));

    public Task<OrderAnswer> Find(OrderKey order, CancellationToken ct)
    {
        lock (_gate)
        {
            if (IsMute) return Task.FromResult<OrderAnswer>(new OrderAnswer.Unknown(new(BrokerRefusals.Unreachable, "No answer.")));
            return Task.FromResult<OrderAnswer>(_orders.GetValueOrDefault(order.Id.Value) is not { } found || Environment.TickCount64 < found.ShownAt ? new OrderAnswer.NotFound()
                : found is { IsArchived: true, IsOpen: false, Filled: 0m } ? new OrderAnswer.Archived("It ended long ago.")
                : new OrderAnswer.Found(found.Report()));
        }
    }

    public Task<Answer<IReadOnlyList<VenueOrder>>> OpenOrders(Symbol? symbol, CancellationToken ct) =>
        Ask<IReadOnlyList<VenueOrder>>(() => [.. _orders.Values.Where(order => order.IsOpen).Select(order => order.Report())]);

    public Task<Answer<ExecutionPage>> Executions(ExecutionCursor since, CancellationToken ct) => Ask(() =>
    {
        var page = _executions.Where(one => one.Key.Id >= since.NextId && !_unlisted.Contains(one.Key.Id)).Take(3).ToArray();
        return new ExecutionPage(page, since with { NextId = page.Length == 0 ? since.NextId : page[^1].Key.Id + 1 }, page.Length == 3);
    });

    public Task<Answer<IReadOnlyList<VenueExecution>>> ExecutionsOf(Symbol symbol, string venueOrderId, CancellationToken ct) =>
        Ask<IReadOnlyList<VenueExecution>>(() => [.. _executions.Where(one => one.VenueOrderId == venueOrderId)]);

    /// <summary>Happens after balances were read, before whoever asked has them.</summary>
    public Func<Task>? AfterBalances { get; set; }

    public async Task<Answer<IReadOnlyList<Balance>>> Balances(CancellationToken ct)
    {
        var told = await Held();
        if (AfterBalances is { } happens) await happens();
        return told;
    }

    private Task<Answer<IReadOnlyList<Balance>>> Held() => Ask<IReadOnlyList<Balance>>(() => [.. Money.Select(one => new Balance(one.Key, one.Value, 0m))]);

    public Task<Answer<QuoteTick>> Quote(Symbol symbol, CancellationToken ct) => Ask(() => new QuoteTick(Instant64.FromUtc(2026, 1, 1, 0, 0), 99.99, 1, 100.01, 1));

    public Task<Answer<IReadOnlyList<Instrument>>> Instruments(CancellationToken ct) => Ask<IReadOnlyList<Instrument>>(() => [Rules]);

    public Task<Answer<ClockReading>> MeasureClock(CancellationToken ct) => Ask(() => new ClockReading(TimeSpan.Zero, TimeSpan.Zero));

    public async IAsyncEnumerable<BrokerEvent> Events([EnumeratorCancellation] CancellationToken ct)
    {
        var told = System.Threading.Channels.Channel.CreateUnbounded<BrokerEvent>();
        if (!IsStreamDown) told.Writer.TryWrite(new BrokerEvent.Connected());
        Tell = happened => told.Writer.TryWrite(happened);
        await foreach (var each in told.Reader.ReadAllAsync(ct)) yield return each;
    }

    /// <summary>The market trades so much of an order, for a fee in one of three coins.</summary>
    public void Trade(string clientId, decimal quantity, bool isUnlisted = false)
    {
        lock (_gate)
        {
            if (_orders.GetValueOrDefault(clientId) is not { IsOpen: true } order) return;
            var traded = Math.Min(quantity, order.Quantity - order.Filled);
            var price = order.Limit ?? order.Stop ?? 100m;
            var fee = (_executions.Count % 3) switch { 0 => new Money(0.01m, Currency.Usdt), 1 => new Money(0.00001m, new("BTC")), _ => new Money(0.0001m, new("BNB")) };
            var execution = new VenueExecution(new(Btc, ++_numbers), order.VenueId, order.Side, new(traded), new(price), fee, Liquidity.Maker, Instant64.FromUtc(2026, 1, 1, 0, 0).PlusNanoseconds(_numbers));
            _executions.Add(execution);
            if (isUnlisted) _unlisted.Add(_numbers);
            order.Filled += traded;
            order.Status = order.Filled == order.Quantity ? VenueOrderStatus.Filled : VenueOrderStatus.PartiallyFilled;
            var signed = order.Side == OrderSide.Buy ? traded : -traded;
            Money[new("BTC")] += signed;
            Money[Currency.Usdt] -= signed * price;
            Money[fee.Currency] -= fee.Amount;
            Say(new BrokerEvent.Filled(order.Event(), execution));
        }
    }

    /// <summary>The venue ends an order by itself.</summary>
    public void EndByItself(string clientId, bool expires)
    {
        lock (_gate) End(clientId, expires ? VenueOrderStatus.Expired : VenueOrderStatus.Cancelled);
    }

    public void Archive(string clientId)
    {
        lock (_gate) _orders[clientId].IsArchived = true;
    }

    /// <summary>Somebody else's order.</summary>
    public ModelOrder PlaceByHand(string name, OrderSide side, decimal quantity, decimal limit)
    {
        lock (_gate) return Take(new(new(name), Btc, side, new(quantity), new LimitTerms(new(limit))), new(name));
    }

    /// <summary>What is late comes now.</summary>
    public void AnswerLate()
    {
        TaskCompletionSource[] late;
        lock (_gate)
        {
            late = [.. _late];
            _late.Clear();
        }

        foreach (var one in late) one.TrySetResult();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> Write<T>(Func<T> done, Func<T> refused, Func<T> lost, Func<T>? half = null)
    {
        TaskCompletionSource? late = null;
        T outcome;
        if (Travel() is { } travel) await travel;
        lock (_gate)
        {
            var fate = Next;
            Next = Then.TryDequeue(out var then) ? then : Fate.Done;
            if (fate == Fate.Throws) throw new IOException("The cable is cut.");
            if (fate == Fate.Late) _late.Add(late = new(TaskCreationOptions.RunContinuationsAsynchronously));
            outcome = fate switch
            {
                Fate.Refused => refused(),
                Fate.NotDoneAndLost => lost(),
                Fate.Half when half is not null => half(),
                _ => done(),
            };
            if (fate == Fate.DoneButLost) outcome = lost();
        }

        if (late is not null) await late.Task;
        return outcome;
    }

    private Task? Travel()
    {
        lock (_gate)
        {
            if (Next != Fate.OnItsWay) return null;
            Next = Fate.Done;
            var travel = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _late.Add(travel);
            return travel.Task;
        }
    }

    private Task<Answer<T>> Ask<T>(Func<T> answer)
    {
        lock (_gate)
            return Task.FromResult<Answer<T>>(IsMute ? new Answer<T>.Unavailable(new(BrokerRefusals.Unreachable, "No answer.")) : new Answer<T>.Got(answer()));
    }

    private ModelOrder Take(OrderTicket ticket, ClientOrderId id)
    {
        if (_orders.TryGetValue(id.Value, out var known))
        {
            SentTwice.Add(id.Value);
            return known;
        }

        var (limit, stop) = ticket.Terms switch
        {
            LimitTerms terms => (terms.Limit.Value, (decimal?)null),
            StopTerms terms => ((decimal?)null, (decimal?)terms.Stop.Value),
            StopLimitTerms terms => (terms.Limit.Value, terms.Stop.Value),
            _ => (null, null),
        };
        var order = new ModelOrder(id.Value, $"v{++_numbers}", ticket.Side, ticket.Quantity.Value, limit, stop) { ShownAt = Environment.TickCount64 + HiddenMs };
        HiddenMs = 0;
        _orders.Add(id.Value, order);
        Say(new BrokerEvent.Accepted(order.Event()));
        return order;
    }

    private ModelOrder? End(string clientId, VenueOrderStatus status)
    {
        if (_orders.GetValueOrDefault(clientId) is not { IsOpen: true } order) return null;
        order.Status = status;
        Say(status == VenueOrderStatus.Expired ? new BrokerEvent.Expired(order.Event(), "Its time was over.") : new BrokerEvent.Cancelled(order.Event()));
        return order;
    }

    private void Say(BrokerEvent happened)
    {
        if (Tell is { } tell) tell(happened);
        else ToTell.Add(happened);
    }
}

/// <summary>One name at the venue.</summary>
internal sealed class ModelOrder(string clientId, string venueId, OrderSide side, decimal quantity, decimal? limit, decimal? stop)
{
    public string ClientId => clientId;

    public string VenueId => venueId;

    public OrderSide Side => side;

    public decimal Quantity => quantity;

    public decimal? Limit => limit;

    public decimal? Stop => stop;

    public decimal Filled { get; set; }

    public VenueOrderStatus Status { get; set; }

    public long ShownAt { get; init; }

    public bool IsArchived { get; set; }

    public bool IsOpen => Status is VenueOrderStatus.Open or VenueOrderStatus.PartiallyFilled;

    public OrderEvent Event() => new(ModelVenue.Btc, clientId, venueId, side, Status, Filled, Instant64.FromUtc(2026, 1, 1, 0, 0));

    public VenueOrder Report() => new(venueId, clientId, ModelVenue.Btc, side, new(quantity), new(Filled), Status, null) { Limit = limit is { } at ? new Price(at) : null, Stop = stop is { } from ? new Price(from) : null };
}
