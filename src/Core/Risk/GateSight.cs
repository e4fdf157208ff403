using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>All that the gate looks at beside the order.</summary>
/// <param name="Place">The instrument's place in the account.</param>
/// <param name="Waiting">The account's orders that are still open: what they may yet trade counts as held.</param>
/// <param name="OnGrid">Whether prices must lie on the tick grid; adjusted ones cannot.</param>
public readonly record struct GateSight(Account Account, int Place, IReadOnlyList<Order> Waiting, bool OnGrid, Instant64 Now)
{
    public Position Position => Account.Positions[Place];

    /// <summary>The last known price of the instrument; null when there is none yet.</summary>
    public Price? Price => Account.MarkOf(Place) == 0 ? null : new(Account.ExactMarkOf(Place));

    public TradingMode Mode { get; init; }

    /// <summary>Whether the platform sends it to protect, reduce or flatten: where it makes a position smaller, neither mode nor limits stop it.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>What limits are judged by; null: none apply, as in a backtest without any. An account that needs limits and has none gives a <see cref="LimitSight"/> without.</summary>
    public LimitSight? Limits { get; init; }

    /// <summary>The stop that goes to the venue with the order and cuts its loss; null: nothing does.</summary>
    public OrderTerms? Stop { get; init; }

    /// <summary>How many orders that are sent together with this one go before it, and are not counted yet.</summary>
    public int Ahead { get; init; }
}
