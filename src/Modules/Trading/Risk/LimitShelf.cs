using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>The limits by which accounts are judged, as risk last pushed them: versioned state, kept here too. None, or stale ones, means no.</summary>
internal sealed class LimitShelf(TradingStore store, PortfolioRoom room) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Pushed? _pushed;

    /// <summary>As they were before a restart.</summary>
    public async Task Load(CancellationToken ct)
    {
        var kept = await store.Database.Read(reading => reading.Find<string>("select content from pushed_limits where id = 1"), ct);
        if (kept is not null && _pushed is null) Hold(Pushed.Of(JsonSerializer.Deserialize<LimitSet>(kept, Wire.Contract)!));
    }

    /// <summary>Keeps them, unless what is here is newer, or was pushed later: one that was on its way for long comes too late.</summary>
    /// <returns>Why not; null: they are kept.</returns>
    public async Task<TradingRefusal?> Take(LimitSet set, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_pushed is null) await Load(ct);
            if (_pushed?.Set is { } now && (set.Version < now.Version || (set.Version == now.Version && set.PushedAt <= now.PushedAt))) return null;
            var pushed = Pushed.Of(set);
            var content = JsonSerializer.Serialize(set, Wire.Contract);
            await store.Database.Write(writing => writing.Execute(
                """
                insert into pushed_limits (id, version, valid_until, content) values (1, @Version, @ValidUntil, @content)
                on conflict (id) do update set version = excluded.version, valid_until = excluded.valid_until, content = excluded.content
                """, new { set.Version, set.ValidUntil, content }), ct);
            Hold(pushed);
            return null;
        }
        catch (ArgumentException fault)
        {
            return new(FieldRules.Invalid, Sentence.Of(fault), "items");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives them to an account, and shows it to the others of its portfolios.</summary>
    public void Give(AccountState state)
    {
        state.Room = room;
        if (_pushed is not { } pushed) return;
        (state.Limits, state.Watched, state.OnBreach) = (pushed.Limits, pushed.Watched, pushed.Set.OnBreach);
        room.Tell(state);
    }

    /// <summary>What the accounts are judged by now.</summary>
    public LimitReceipt Receipt() => new(_pushed?.Set.Version ?? 0, _pushed?.Set.ValidUntil, null, room.Receipts(), _pushed?.Set.PushedAt);

    public void Dispose() => _turn.Dispose();

    private void Hold(Pushed pushed)
    {
        _pushed = pushed;
        room.Set(pushed.Set.Portfolios, pushed.Watched);
    }

    /// <param name="Watched">Those that prices alone can break; they never become stale.</param>
    private sealed record Pushed(LimitSet Set, RiskLimits Limits, RiskLimits Watched)
    {
        /// <exception cref="ArgumentException">One of them is no limit.</exception>
        public static Pushed Of(LimitSet set) => new(
            set,
            new(set.Version, set.AsOf, set.Items, set.ValidUntil),
            new(set.Version, set.AsOf, [.. set.Items.Where(limit => Standings.AreOf(limit.Rule))]));
    }
}
