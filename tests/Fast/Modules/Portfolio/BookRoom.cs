using System.Data.Common;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Events;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Portfolio;
using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Platform;
using AlgoTrendy.Platform.Databases;
using AlgoTrendy.Platform.Telling;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Npgsql;

namespace AlgoTrendy.Tests.Fast.Modules.Portfolio;

/// <summary>The books on a database of their own, told events by hand, in any order.</summary>
internal sealed class BookRoom : IAsyncDisposable
{
    public const string Account = "paper";

    private readonly DirectoryInfo _folder;
    private readonly string? _postgres;
    private readonly HeadAnchors _anchors;
    private readonly Handlers _handlers;

    private BookRoom(Database database, DirectoryInfo folder, string? postgres)
    {
        _postgres = postgres;
        _folder = folder;
        Database = database;
        Files = new(new Home(folder.FullName));
        _anchors = new(database, Files, NullLogger<HeadAnchors>.Instance);
        Bookkeeper = new(Shelf, _anchors, NullLogger<Bookkeeper>.Instance);
        _handlers = Bookkeeper.Handlers;
        Verifier = new(database, Files, _anchors, Shelf);
    }

    public Database Database { get; }

    public Shelf Shelf { get; } = new();

    public HeadFiles Files { get; }

    public Bookkeeper Bookkeeper { get; }

    public LedgerVerifier Verifier { get; }

    public string HomePath => _folder.FullName;

    public AccountKeeper Keeper => Shelf.Find(Account)!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<BookRoom> Open()
    {
        var folder = Directory.CreateTempSubdirectory("algotrendy-books-");
        var postgres = House.Elsewhere is { } make ? await make() : null;
        return new(await Database.Open("portfolio", new Home(folder.FullName), postgres, Durability.Normal, typeof(PortfolioModule).Assembly, SystemClock.Instance), folder, postgres);
    }

    /// <summary>A way past the module.</summary>
    public DbConnection Connect() => _postgres is null
        ? new SqliteConnection($"Data Source={Database.FileOf(new(_folder.FullName), "portfolio")};Pooling=False")
        : new NpgsqlConnection(_postgres + ";Pooling=false;Search Path=portfolio");

    /// <summary>One change an event, as a subscription makes it.</summary>
    public Task Tell(IEnumerable<Envelope> events) => Database.Write(writing =>
    {
        foreach (var envelope in events) Inbox.HandleOne(writing, "portfolio", _handlers.Hear(envelope), _handlers);
    }, Ct);

    /// <summary>As the service does after every commit.</summary>
    public Task Anchor() => _anchors.Anchor(Ct);

    /// <summary>Another process begins where this one was killed, or has ended: its books, and what it makes of the heads.</summary>
    public async Task<(Shelf Shelf, HeadAnchors Anchors)> StartAgain(bool isServer = true)
    {
        var (shelf, anchors) = (new Shelf(), new HeadAnchors(Database, Files, NullLogger<HeadAnchors>.Instance, isServer ? new NoServer() : null));
        await new Opening(Database, shelf).StartAsync(Ct);
        await anchors.StartAsync(Ct);
        return (shelf, anchors);
    }

    /// <summary>The process ends in good order.</summary>
    public Task End() => _anchors.StopAsync(Ct);

    public Task<IReadOnlyList<LedgerRow>> Rows() => Database.Read(reading => reading.Rows(Account, 0, int.MaxValue), Ct);

    /// <summary>The events that trading would tell: the opening, and then these facts.</summary>
    public static IReadOnlyList<Envelope> Story(BookedFact opening, IEnumerable<BookedFact> facts)
    {
        var told = new List<object> { new AccountOpened(View(opening)) };
        told.AddRange(facts.Select((fact, index) => EventOf(fact, index + 1)));
        return [.. told.Select((what, index) => new Envelope(index + 1, new Guid(index + 1, 0, 0, new byte[8]), what.GetType().Name, 1, opening.Time, Account, index + 1, "trading", null, JsonSerializer.Serialize(what, what.GetType(), Wire.Contract)))];
    }

    public async ValueTask DisposeAsync()
    {
        _anchors.Dispose();
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public static AccountView View(BookedFact opening) => new(
        Account, "Paper", AccountMode.Paper, "paper", opening.Currency!.Value, opening.AccountKind ?? AccountKind.Cash, opening.Leverage ?? 1m, new(), 1, 0m, null, null, null, 0m, [], [], opening.Time, Lots: opening.Lots);

    private static object EventOf(BookedFact fact, long bookSequence) => fact.Kind switch
    {
        FactKind.Cash => new CashMoved(Account, fact.Currency!.Value, fact.Amount!.Value, "deposit", fact.Note, bookSequence, fact.Time),
        FactKind.Holding => new PositionMoved(Account, fact.Instrument!, fact.Quantity!.Value, new(fact.Price!.Value), "opening", fact.Note, bookSequence, fact.Time),
        FactKind.Conversion or FactKind.Dividend or FactKind.Interest or FactKind.Borrow or FactKind.Funding or FactKind.Fee =>
            new CashBooked(Account, fact.Kind, fact.Currency!.Value, fact.Amount!.Value, fact.Instrument, fact.Part, fact.Received, fact.ReceivedCurrency, fact.Note, bookSequence, fact.Time),
        _ => new TradeExecuted(
            new($"{Account}:{fact.Symbol}:{bookSequence}", null, Account, fact.Symbol!.Value, fact.Quantity > 0m ? OrderSide.Buy : OrderSide.Sell, new Quantity(Math.Abs(fact.Quantity!.Value)), new(fact.Price!.Value), fact.Fee!.Value, fact.FeeCurrency!.Value, Liquidity.Taker, fact.Part, false, fact.Time),
            fact.Instrument!, bookSequence, LotNumbers.Read(fact.Closes)),
    };

    /// <summary>Only that there is one counts.</summary>
    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
