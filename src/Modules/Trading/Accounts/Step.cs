using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>One turn of an account's writer: what it changes in memory it notes in the journal, and what it wants of the world it does after the journal is on the disk.</summary>
internal sealed class Step(AccountState state, Journal journal, Instant64 now)
{
    private readonly List<Action> _after = [];
    private readonly List<TradingAlert> _alerts = [];

    public AccountState State => state;

    public Journal Journal => journal;

    /// <summary>The account's time: the clock's, or that of the market in a replay.</summary>
    public Instant64 Now => now;

    public IReadOnlyList<Action> Effects => _after;

    /// <summary>What this turn tells people.</summary>
    public IReadOnlyList<TradingAlert> Alerts => _alerts;

    /// <summary>Whether what limits count is different, and is to be kept with this turn.</summary>
    public bool CountsChanged { get; set; }

    /// <summary>Does it once everything of this turn is kept; never otherwise.</summary>
    public void After(Action effect) => _after.Add(effect);

    /// <summary>A new order with the next number, written down.</summary>
    public long NextNumber()
    {
        state.Row = state.Row with { LastOrder = state.Row.LastOrder + 1 };
        return state.Row.LastOrder;
    }

    public long NextBookSequence()
    {
        state.Row = state.Row with { LastBook = state.Row.LastBook + 1 };
        return state.Row.LastBook;
    }

    public void Tell(object happened) => journal.Tell(happened);

    /// <summary>Tells people: kept with this turn, and in the log when that is done.</summary>
    public void Alert(string code, string message, LiveOrder? about = null)
    {
        var alert = new TradingAlert(state.Id, code, message, about?.OrderId, about?.Order.Instrument.Symbol, now);
        _alerts.Add(alert);
        Tell(alert);
        journal.Also(writing => writing.Keep(alert));
    }

    public OrderView View(LiveOrder live) => live.ToView(state.Row.Mode);

    /// <summary>Takes a new order in, as it stands.</summary>
    public void Create(LiveOrder live)
    {
        state.Add(live);
        state.Revision++;
        journal.Create(live);
        Tell(new OrderCreated(View(live)));
    }

    /// <summary>Writes down what a start, or a recovery, has put in doubt.</summary>
    public void TellDoubts()
    {
        foreach (var (live, was) in state.Doubted)
        {
            live.UnknownSince = (live.Order.State as OrderState.Unknown)?.Since;
            Changed(live, was);
        }

        state.Doubted.Clear();
    }

    /// <summary>Moves an order on in its life, and tells so.</summary>
    public void Move(LiveOrder live, OrderState next)
    {
        var from = live.Order.Status;
        live.Order.MoveTo(next);
        live.UnknownSince = next is OrderState.Unknown unknown ? unknown.Since : null;
        Changed(live, from);
    }

    /// <summary>Notes what has changed in an order, and tells where it stands if that is another state.</summary>
    public void Changed(LiveOrder live, OrderStatus from)
    {
        live.UpdatedAt = now;
        state.Revision++;
        journal.Change(live);
        if (live.IsOver) Close(live);
        if (live.Order.Status != from) Tell(new OrderStatusChanged(View(live), from));
        if (live is { Answered: { } waiting } && !IsUnderWay(live))
        {
            live.Answered = null;
            After(() => waiting.TrySetResult());
        }

        if (live.Order.Status == OrderStatus.Filled && from != OrderStatus.Filled) Tell(new OrderFilled(View(live)));
    }

    private static bool IsUnderWay(LiveOrder live) => live.Order.Status is OrderStatus.Submitting or OrderStatus.PendingCancel or OrderStatus.PendingReplace or OrderStatus.Unknown;

    private void Close(LiveOrder live)
    {
        state.Close(live);
        state.Live.Watch.OnOrderOver(live.Order);
    }
}
