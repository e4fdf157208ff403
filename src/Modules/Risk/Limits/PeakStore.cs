using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>The most that each portfolio has gained since it was first counted, money that came or went aside. With other members it begins anew.</summary>
internal sealed class PeakStore([FromKeyedServices("risk")] Database database)
{
    /// <summary>Null: these members were never counted together.</summary>
    public Task<decimal?> Find(string portfolio, string members, CancellationToken ct) =>
        database.Read(reading => reading.Find<PortfolioProfit>("select portfolio_id, members, profit from portfolio_peaks where portfolio_id = @portfolio", new { portfolio }) is { } peak && peak.Members == members ? peak.Profit : (decimal?)null, ct);

    /// <returns>The highest of each, in their order, those of now included.</returns>
    public Task<IReadOnlyList<decimal>> Raise(IReadOnlyList<PortfolioProfit> profits, CancellationToken ct) =>
        database.Write(writing => (IReadOnlyList<decimal>)[.. profits.Select(profit => Raise(writing, profit))], ct);

    private static decimal Raise(Writing writing, PortfolioProfit now)
    {
        if (writing.Find<PortfolioProfit>("select portfolio_id, members, profit from portfolio_peaks where portfolio_id = @PortfolioId", new { now.PortfolioId }) is { } peak && peak.Members == now.Members && peak.Profit >= now.Profit) return peak.Profit;
        writing.Execute("insert into portfolio_peaks (portfolio_id, members, profit) values (@PortfolioId, @Members, @Profit) on conflict (portfolio_id) do update set members = excluded.members, profit = excluded.profit", now);
        return now.Profit;
    }
}

/// <param name="Members">The accounts, and parts of accounts, that it was counted over.</param>
internal sealed record PortfolioProfit(string PortfolioId, string Members, decimal Profit);
