using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Brokers;

/// <summary>What makes an execution the same one wherever it is told: venues number them per symbol.</summary>
public readonly record struct ExecutionKey(Symbol Symbol, long Id);

/// <summary>One fill as the venue tells it, by the stream or when asked; both tell it alike.</summary>
/// <param name="Fee">In whatever the venue took it: quote, base or its own coin.</param>
public sealed record VenueExecution(
    ExecutionKey Key,
    string VenueOrderId,
    OrderSide Side,
    Quantity Quantity,
    Price Price,
    Money Fee,
    Liquidity Liquidity,
    Instant64 Time);

/// <summary>From where executions of a symbol have not been read yet. Kept with the fills that it stands for, in one commit.</summary>
public readonly record struct ExecutionCursor(Symbol Symbol, long NextId)
{
    public static ExecutionCursor FromTheFirst(Symbol symbol) => new(symbol, 0);
}

/// <summary>Executions since a cursor, oldest first, and the cursor after them.</summary>
/// <param name="More">Whether the venue has more to tell right away.</param>
public sealed record ExecutionPage(IReadOnlyList<VenueExecution> Executions, ExecutionCursor Next, bool More);

/// <summary>What an account has of one currency.</summary>
/// <param name="Locked">Tied up by open orders.</param>
public sealed record Balance(Currency Currency, decimal Free, decimal Locked)
{
    public decimal Total => Free + Locked;
}

/// <summary>A venue's clock against ours.</summary>
/// <param name="Offset">What to add to our time to get the venue's.</param>
/// <param name="RoundTrip">How long asking took; the offset is no surer than half of it.</param>
public sealed record ClockReading(TimeSpan Offset, TimeSpan RoundTrip);
