using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Portfolio;

/// <summary>Opens the books of all accounts before anything is heard or served.</summary>
internal sealed class Opening([FromKeyedServices(PortfolioModule.DatabaseName)] Database database, Shelf shelf) : IHostedService
{
    // As a change, although nothing is changed: so that nobody books while books are opened.
    public Task StartAsync(CancellationToken cancellationToken) => database.Write(writing =>
    {
        foreach (var account in writing.LedgerAccounts()) _ = shelf.Current(writing, account);
    }, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
