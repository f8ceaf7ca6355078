"""What this device keeps: one SQLite file for one role.

Rules:
1. Signed bytes are stored as received and sent as stored.
2. A record is deleted in one case only: it could not be made durable, so no screen said "saved".
3. Whoever writes calls `Storage.flush()` before a screen says "saved"; the store itself knows no platform.
4. A newer file is left as it is. A damaged file is set aside, and records are searched in its bytes.
"""
