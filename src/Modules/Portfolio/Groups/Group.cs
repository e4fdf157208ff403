using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Platform.Databases;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Groups;

/// <summary>A portfolio, as it is kept.</summary>
internal sealed record Group(string PortfolioId, string Name, string? Strategy, IReadOnlyList<PortfolioMember> Members, long Version, Instant64 CreatedAt, Instant64 UpdatedAt);

/// <summary>The table of portfolios.</summary>
internal static class GroupStore
{
    /// <param name="id">Null: all, in the order of their making.</param>
    public static IReadOnlyList<Group> Portfolios(this Reading reading, string? id) =>
    [
        .. reading.Query<Row>(
            $"select portfolio_id, name, strategy, members, version, created_at, updated_at from portfolios {(id is null ? "" : "where portfolio_id = @id")} order by created_at, portfolio_id", id is null ? null : new { id }).Select(row => row.Open()),
    ];

    /// <summary>What was asked for under one key is made once.</summary>
    public static (Group? Kept, PortfolioRefusal? Refusal) Create(this Writing writing, string id, NewPortfolio portfolio, Instant64 now)
    {
        var asked = JsonSerializer.Serialize(portfolio, Wire.Contract);
        if (portfolio.IdempotencyKey is { } key && writing.Find<Made>("select portfolio_id, asked from portfolio_requests where key = @key", new { key }) is { } before)
            return before.Asked != asked ? (null, Refusals.KeyReused) : writing.Portfolios(before.PortfolioId) is [var made] ? (made, null) : (null, Refusals.Portfolio(before.PortfolioId));

        var row = new Row(id, portfolio.Name, portfolio.Strategy, Write(portfolio.Accounts), 1, now, now);
        if (writing.Execute("insert into portfolios (portfolio_id, name, strategy, members, version, created_at, updated_at) values (@PortfolioId, @Name, @Strategy, @Members, @Version, @CreatedAt, @UpdatedAt) on conflict do nothing", row) == 0)
            return (null, new("portfolio-exists", $"There is a portfolio '{id}' already.", "portfolioId"));

        if (portfolio.IdempotencyKey is not null) writing.Execute("insert into portfolio_requests (key, portfolio_id, asked) values (@IdempotencyKey, @id, @asked)", new { portfolio.IdempotencyKey, id, asked });
        return (row.Open(), null);
    }

    public static (Group? Kept, PortfolioRefusal? Refusal) Change(this Writing writing, PortfolioChange change, Instant64 now)
    {
        if (writing.Portfolios(change.PortfolioId) is not [var before]) return (null, Refusals.Portfolio(change.PortfolioId));
        if (change.Version is { } version && version != before.Version) return (null, Refusals.Version(before.Version, version));

        var after = before with { Name = change.Name ?? before.Name, Strategy = change.Strategy ?? before.Strategy, Members = change.Accounts ?? before.Members, Version = before.Version + 1, UpdatedAt = now };
        writing.Execute("update portfolios set name = @Name, strategy = @Strategy, members = @Members, version = @Version, updated_at = @UpdatedAt where portfolio_id = @PortfolioId", new { after.Name, after.Strategy, Members = Write(after.Members), after.Version, after.UpdatedAt, after.PortfolioId });
        return (after, null);
    }

    public static (Group? Gone, PortfolioRefusal? Refusal) Delete(this Writing writing, PortfolioName name)
    {
        if (writing.Portfolios(name.PortfolioId) is not [var gone]) return (null, Refusals.Portfolio(name.PortfolioId));
        if (name.Version is { } version && version != gone.Version) return (null, Refusals.Version(gone.Version, version));

        writing.Execute("delete from portfolios where portfolio_id = @PortfolioId", new { name.PortfolioId });
        return (gone, null);
    }

    private static string Write(IReadOnlyList<PortfolioMember> members) => JsonSerializer.Serialize(members, Wire.Contract);

    private sealed record Made(string PortfolioId, string Asked);

    private sealed record Row(string PortfolioId, string Name, string? Strategy, string Members, long Version, Instant64 CreatedAt, Instant64 UpdatedAt)
    {
        public Group Open() => new(PortfolioId, Name, Strategy, JsonSerializer.Deserialize<PortfolioMember[]>(Members, Wire.Contract)!, Version, CreatedAt, UpdatedAt);
    }
}
