using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>Which accounts, and parts of accounts, limits of portfolios count together, and the most that these have gained. What they hold trading itself adds up.</summary>
internal sealed class PortfolioCount(IPortfolio portfolios, PeakStore peaks, RiskFaults faults)
{
    public async Task<IReadOnlyList<LimitedPortfolio>> Take(CancellationToken ct)
    {
        var groups = (await portfolios.ListPortfolios(new(), ct)).Portfolios;
        var books = groups.Any(group => group.Accounts.Any(member => member.Part is not null)) ? (await portfolios.ListBooks(new(), ct)).Accounts.ToDictionary(account => account.AccountId) : [];
        var counted = new List<LimitedPortfolio>();
        foreach (var group in groups)
        {
            LimitedMember[] members = [.. group.Accounts.OrderBy(member => member.AccountId, StringComparer.Ordinal).ThenBy(member => member.Part, StringComparer.Ordinal).Select(member => MemberOf(member, books))];
            var peak = await peaks.Find(group.PortfolioId, NameOf(members), ct);
            counted.Add(new(group.PortfolioId, members, peak?.Profit, peak?.ReadShares()));
        }

        return counted;
    }

    /// <summary>Keeps what trading has counted.</summary>
    /// <returns>Whether all of them could be counted.</returns>
    public async Task<bool> Keep(IReadOnlyList<LimitedPortfolio> portfolios, IReadOnlyList<PortfolioReceipt> receipts, CancellationToken ct)
    {
        var members = portfolios.ToDictionary(one => one.PortfolioId, one => NameOf(one.Accounts));
        PortfolioPeak[] counted = [.. receipts.Where(one => one.PeakProfit is not null && members.ContainsKey(one.PortfolioId)).Select(one => PortfolioPeak.Of(one, members[one.PortfolioId]))];
        if (counted.Length > 0)
        {
            var points = await faults.Now(ct);
            points.Reach("before-peaks");
            await peaks.Keep(counted, ct);
            points.Reach("peaks-kept");
        }

        return counted.Length == portfolios.Count;
    }

    // A part that sound books do not know yet was given nothing.
    private static LimitedMember MemberOf(PortfolioMember member, Dictionary<string, AccountBooks> books) => new(
        member.AccountId, member.Part, member.Part is null || !books.TryGetValue(member.AccountId, out var account) || account.Damage is not null ? null : account.Parts.FirstOrDefault(part => part.Part == member.Part)?.Capital ?? 0m);

    private static string NameOf(IReadOnlyList<LimitedMember> members) => string.Join(' ', members.Select(member => member.Part is { } part ? $"{member.AccountId}:{part}" : member.AccountId));
}
