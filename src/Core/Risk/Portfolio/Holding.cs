using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Core.Risk.Portfolio;

/// <summary>What is held of one instrument.</summary>
/// <param name="Worth">In the account's currency; negative when short. Of a future the worth of its contracts, not what it has gained.</param>
public readonly record struct Holding(Instrument Instrument, decimal Worth)
{
    /// <summary>All that an account holds, at its last marks.</summary>
    /// <exception cref="InvalidOperationException">A currency that is held has no rate yet.</exception>
    public static IReadOnlyList<Holding> AllOf(Account account) =>
        [.. Enumerable.Range(0, account.Positions.Count).Where(place => !account.Positions[place].IsFlat).Select(place => new Holding(account.Positions[place].Instrument, account.WorthOf(place)))];
}
