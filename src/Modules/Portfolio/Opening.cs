using AlgoTrendy.Modules.Portfolio.Books;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Portfolio;

/// <summary>Opens the books of all accounts before anything is heard or served. One whose ledger cannot be read is put aside, and keeps nobody else from starting.</summary>
internal sealed class Opening([FromKeyedServices(PortfolioModule.DatabaseName)] Database database, Shelf shelf) : IHostedService
{
    // As a change, although nothing is changed: so that nobody books while books are opened.
    public Task StartAsync(CancellationToken cancellationToken) => database.Write(writing =>
    {
        var booked = writing.LedgerAccounts();
        foreach (var account in booked)
            if (shelf.Current(writing, account) is not null) shelf.TryWaiting(writing, account);
        foreach (var account in writing.AccountNames().Except(booked)) shelf.Damage(account, "There is no row of it.");
    }, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
