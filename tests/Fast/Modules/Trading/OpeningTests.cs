using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Brokers;
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform;
using NodaTime;

namespace AlgoTrendy.Tests.Fast.Modules.Trading;

/// <summary>The first start of a home.</summary>
public class OpeningTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_account_is_opened_although_the_market_that_it_follows_is_not_there_yet()
    {
        await using var tables = await TradingTables.Open();
        await using var desks = new AccountDesks(tables.Store, new Away(), new LimitShelf(tables.Store, new()), tables.Catalogue, SystemClock.Instance, new Listener());

        await desks.OpenAll(Ct);

        var desk = Assert.Single(desks.All);
        Assert.Equal((AccountDesks.First, true), (desk.Id, await desk.Writer.Do(step => step.State.Row.WantsConnection)));
        Assert.Equal([AccountDesks.First], await tables.Store.Accounts(Ct));
    }

    /// <summary>Whom the line would ask is not there.</summary>
    private sealed class Away : IVenueLines
    {
        public FaultPoints FaultsOf(AccountRow row) => FaultPoints.None;

        public Task<(BrokerConnection?, TradingRefusal?)> Open(AccountDesk desk, CancellationToken ct) => throw new IOException("Nobody is there.");
    }
}
