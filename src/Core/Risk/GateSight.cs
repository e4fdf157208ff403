using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>All that the gate looks at beside the order.</summary>
/// <param name="Waiting">The account's orders that are still open: what they may yet trade counts as held.</param>
/// <param name="Price">The last known price of the instrument; null when there is none yet.</param>
/// <param name="OnGrid">Whether prices must lie on the tick grid; adjusted ones cannot.</param>
public readonly record struct GateSight(Account Account, Position Position, IReadOnlyList<Order> Waiting, Price? Price, bool OnGrid, Instant64 Now);
