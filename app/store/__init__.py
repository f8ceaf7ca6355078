"""What this device keeps: one SQLite file for one role.

Rules:
1. Bytes that were signed are stored as received and sent as stored.
2. A record is deleted in one case only: it could not be made durable, so nobody was told it was saved.
3. Whoever writes calls `Storage.flush()` before anyone is told; the store itself knows no shell.
4. A newer file is left as it is; a damaged one is set aside, and what it still holds is looked for.
"""
