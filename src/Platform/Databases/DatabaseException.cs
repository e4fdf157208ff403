namespace AlgoTrendy.Platform.Databases;

/// <summary>What kept a database from doing what it was asked.</summary>
public enum DatabaseFault
{
    /// <summary>A rule of a table refused the change; nothing else of it was kept either.</summary>
    Constraint,

    /// <summary>The server does not answer, or does not let us in.</summary>
    Unreachable,

    /// <summary>There is no room left.</summary>
    Full,

    /// <summary>Somebody else holds what is needed, and did not let go in time.</summary>
    Locked,

    /// <summary>What is stored is not what was written.</summary>
    Corrupt,

    /// <summary>The connection broke while a commit was on its way: it may be there or not. Look before doing it again.</summary>
    OutcomeUnknown,

    /// <summary>The files cannot be opened or written, or the server stopped the work.</summary>
    Failed,
}

/// <summary>A database could not do what it was asked. Of the world, like a file that cannot be read; the message says what to do.</summary>
public sealed class DatabaseException(DatabaseFault fault, string message, Exception? cause = null) : IOException(message, cause)
{
    public DatabaseFault Fault => fault;

    /// <summary>Stable, kebab-case: database-full.</summary>
    public string Code => fault switch
    {
        DatabaseFault.Constraint => "database-constraint",
        DatabaseFault.Unreachable => "database-unreachable",
        DatabaseFault.Full => "database-full",
        DatabaseFault.Locked => "database-locked",
        DatabaseFault.Corrupt => "database-corrupt",
        DatabaseFault.OutcomeUnknown => "database-outcome-unknown",
        _ => "database-failed",
    };
}
