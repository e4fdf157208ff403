using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Modules.Risk.Alerts;

/// <summary>How much of each limit was used when that was last looked at; nothing while trading cannot be asked.</summary>
internal sealed class LastStandings
{
    private volatile IReadOnlyDictionary<string, decimal> _used = new Dictionary<string, decimal>();

    /// <summary>By the limits' ids: the largest share over all accounts and instruments.</summary>
    public IReadOnlyDictionary<string, decimal> Used => _used;

    public void See(IReadOnlyList<LimitStanding> standings) => _used = standings.GroupBy(standing => standing.LimitId).ToDictionary(same => same.Key, same => same.Max(standing => standing.Used));
}
